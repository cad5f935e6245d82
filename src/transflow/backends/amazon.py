"""Amazon Translate, signed and called by botocore (`pip install "transflow[amazon]"`).

Source: https://docs.aws.amazon.com/translate/latest/APIReference/API_TranslateText.html (read 26 November 2026): one text a call, of at most 10,000
bytes of UTF-8; one custom terminology a call, by its name; TooManyRequestsException asks for patience.
"""

from __future__ import annotations

import logging
import os
from functools import partial
from typing import TYPE_CHECKING, Any

from transflow.backends import calls
from transflow.backends.answers import at, checked
from transflow.backends.base import Abilities, GlossaryUse, Limits, Measure
from transflow.backends.codes import codes_of
from transflow.backends.options import Options
from transflow.backends.transport import FEW_TRIES, HTTP_OPTIONS, AgainError, Patience, Service, failure
from transflow.errors import BackendError, QuotaExceededError, UnavailableError, UnsupportedPairError

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "amazon"
INSTALL = "install transflow[amazon]"
LIMITS = Limits(items=1, characters=10_000, measure=Measure.UTF8_BYTES)
_OUT_OF_QUOTA = frozenset({"LimitExceededException", "ServiceQuotaExceededException"})
_BUSY = frozenset(
    {"TooManyRequestsException", "ThrottlingException", "Throttling", "ServiceUnavailableException", "InternalServerException"}
)
_REFUSED = frozenset({"AccessDeniedException", "UnrecognizedClientException", "InvalidSignatureException", "ExpiredTokenException"})
FORMALITIES = ("FORMAL", "INFORMAL")


class AmazonBackend:
    """Amazon Translate in one region, with keys of the environment or a profile of the AWS configuration."""

    name = NAME
    limits = LIMITS

    def __init__(self, options: Options) -> None:
        options.only((*HTTP_OPTIONS, "access-key", "also", "formality", "profile", "region", "secret-key", "session-token", "terminology"))
        self._access = options.secret("access-key", "AWS_ACCESS_KEY_ID")
        self._secret = options.secret("secret-key", "AWS_SECRET_ACCESS_KEY")
        self._session_token = options.secret("session-token", "AWS_SESSION_TOKEN")
        self._profile = options.text("profile")
        self._region = options.text("region") or os.environ.get("AWS_REGION", "") or os.environ.get("AWS_DEFAULT_REGION", "")
        self._address = options.address("url") if "url" in options.given else None
        self._timeout = options.number("timeout", 60.0)
        self._patience = Patience(options, rate=10)
        self._codes = codes_of(NAME, options.texts("also", 100))
        self._terminology = options.text("terminology")
        self._formality = options.one_of("formality", FORMALITIES)
        self._opened: Any = None
        glossary = GlossaryUse.PRELOADED if self._terminology else GlossaryUse.NONE
        self.abilities = Abilities(glossary, remote=True)  # its TranslateText has no parameter for markup

    def supports(self, source: str, target: str) -> bool:
        """Tell whether Amazon's list has the pair; raises UnavailableError without botocore, a region or keys."""
        self._client()
        return self._codes.supports(source, target)

    def model(self, source: str, target: str) -> str:
        """Return the region."""
        del source, target
        return self._region or "no region"

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """Translate each text in a call of its own."""
        reads, writes = self._codes.pair(source, target)
        given: dict[str, object] = {"SourceLanguageCode": reads, "TargetLanguageCode": writes}
        if self._terminology:
            given["TerminologyNames"] = [self._terminology]
        if self._formality:
            given["Settings"] = {"Formality": self._formality}
        client = self._client()
        answers = [self._patience.call(partial(self._one, client, {**given, "Text": text})) for text in texts]
        return checked(NAME, texts, [at(answer, "TranslatedText") for answer in answers])

    def _one(self, client: Any, given: dict[str, object]) -> object:  # noqa: ANN401 - botocore makes its classes as it runs
        from botocore import exceptions  # noqa: PLC0415 - optional, and loaded by now

        try:
            answer: object = client.translate_text(**given)
        except exceptions.ClientError as refused:
            raise self._failure(refused.response) from None
        except exceptions.ParamValidationError:
            raise BackendError(f"{NAME}: a text, or the terminology's name, is of no length or form that the service takes") from None
        except (exceptions.ReadTimeoutError, exceptions.ConnectTimeoutError):
            raise AgainError(f"{NAME}: no answer within {self._timeout:g} s", most=FEW_TRIES) from None
        except (exceptions.HTTPClientError, exceptions.ConnectionError) as broken:
            if isinstance(broken, exceptions.EndpointConnectionError):
                calls.turned_away()
            raise AgainError(f"{NAME}: the service cannot be reached ({type(broken).__name__})", most=FEW_TRIES) from None
        except exceptions.BotoCoreError as bad:
            kind = BackendError if "Parser" in type(bad).__name__ else UnavailableError
            raise kind(f"{NAME}: the call failed ({type(bad).__name__})") from None
        except (ValueError, TypeError, AttributeError, RecursionError):  # of botocore's parsers, which expect a JSON object
            raise BackendError(f"{NAME}: the answer is no JSON, or only the beginning of one") from None
        return answer

    def _failure(self, answer: object) -> BackendError:
        status = at(answer, "ResponseMetadata", "HTTPStatusCode") or 0
        headers = {"Retry-After": str(at(answer, "ResponseMetadata", "HTTPHeaders", "retry-after") or "")}
        code = str(at(answer, "Error", "Code"))
        status = 429 if code in _BUSY and status < 500 else 403 if code in _REFUSED else status
        said = {"message": f"{code}: {at(answer, 'Error', 'Message')}"}
        service = Service("", (self._access, self._secret, self._session_token), lambda *_: _explain(code))
        return failure(NAME, status, said, headers, service)

    def _client(self) -> Any:  # noqa: ANN401 - botocore makes its classes as it runs
        if self._opened is None:
            self._opened = self._open()
        return self._opened

    def _open(self) -> Any:  # noqa: ANN401 - botocore makes its classes as it runs
        try:
            from botocore import exceptions  # noqa: PLC0415 - optional, and slow to load
            from botocore.config import Config  # noqa: PLC0415 - as above
            from botocore.session import Session  # noqa: PLC0415 - as above
        except ImportError as missing:
            raise UnavailableError(f"{NAME}: botocore is not installed; {INSTALL}") from missing
        # its lines at that level hold headers, with the session's token among them
        logging.getLogger("botocore").setLevel(max(logging.INFO, logging.getLogger("botocore").level))
        if not self._region:
            raise UnavailableError(f"{NAME}: no region; write the option `region`, or set AWS_REGION in the environment")
        keys = {}
        if not self._profile:
            keys = {"aws_access_key_id": self._access.reveal(), "aws_secret_access_key": self._secret.reveal()}
            if self._session_token:
                keys["aws_session_token"] = self._session_token.reveal()
        settings = Config(
            connect_timeout=self._timeout,
            read_timeout=self._timeout,
            retries={"total_max_attempts": 1},  # asking again is ours, for all engines alike
            user_agent_extra="transflow",
        )
        try:
            session = Session(profile=self._profile or None)
            return session.create_client("translate", region_name=self._region, endpoint_url=self._address, config=settings, **keys)
        except (exceptions.BotoCoreError, ValueError) as bad:
            raise UnavailableError(f"{NAME}: the AWS configuration cannot be used ({type(bad).__name__})") from None


def create(options: dict[str, object]) -> AmazonBackend:
    """Return the engine; options: `region`, the keys or a `profile`, `terminology` (its name) and `formality`."""
    return AmazonBackend(Options(NAME, options))


def _explain(code: str) -> type[BackendError] | None:
    if code in _OUT_OF_QUOTA:
        return QuotaExceededError
    return UnsupportedPairError if code == "UnsupportedLanguagePairException" else None
