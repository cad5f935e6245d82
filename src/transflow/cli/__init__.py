"""The shell: arguments to one library call to an exit code; it decides nothing."""
