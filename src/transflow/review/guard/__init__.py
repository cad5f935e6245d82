"""What stands between the network and the pages, a rule a file: hosts, bodies, origins, headers, and who asks."""
