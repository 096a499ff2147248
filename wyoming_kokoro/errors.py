"""Every error that leaves a room of the program on purpose.

::

    SpeechError
    ├── RequestError            the request is wrong; nothing was synthesised
    │   ├── UnknownVoice
    │   ├── UnknownModel
    │   ├── BadMarkup
    │   ├── TextTooLong
    │   ├── Unauthorized
    │   ├── Forbidden
    │   ├── Changed
    │   ├── Unconditional
    │   └── UnsupportedMedia
    ├── Busy                    the queue is full; try again after `retry_after_s`
    │   └── NoWorkers           all workers are lost
    ├── NotReady                the model is still loading
    ├── SynthesisFailed         the model or an encoder failed
    ├── NotSaved                a file of the operator's could not be written
    └── SetupError              a setting, a file or a device is missing; ends the program

Each carries what the two servers need for their reply: `code` (Wyoming's `error.code` and OpenAI's
`error.code`), `openai_type` and `http_status`. The text of an error is meant for the person who
sent the request.
"""


class SpeechError(Exception):
    """Base of all; `param` names the field of the request that is to blame, if one is."""

    code = "internal_error"
    openai_type = "server_error"
    http_status = 500

    def __init__(self, message: str, *, param: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.param = param


class RequestError(SpeechError):
    """The request cannot be carried out as it is: a wrong value of `param`."""

    code = "invalid_value"
    openai_type = "invalid_request_error"
    http_status = 400


class UnknownVoice(RequestError):
    """No voice of that name, or a blend that does not parse."""

    code = "voice_not_found"


class UnknownModel(RequestError):
    """No model of that name."""

    code = "model_not_found"
    http_status = 404


class BadMarkup(RequestError):
    """Inline markup or SSML that does not parse; the message names the place."""

    code = "invalid_markup"


class TextTooLong(RequestError):
    """More text than the limit, which the message states."""

    code = "text_too_long"
    http_status = 413


class Unauthorized(RequestError):
    """No API key, or a wrong one."""

    code = "invalid_api_key"
    openai_type = "authentication_error"
    http_status = 401


class Forbidden(RequestError):
    """Not for whoever asks, or not on this server; the message says why."""

    code = "forbidden"
    openai_type = "permission_error"
    http_status = 403


class Changed(RequestError):
    """What is to be changed is no longer as the request knows it."""

    code = "changed"
    http_status = 412


class Unconditional(RequestError):
    """A change that does not say what it is a change of."""

    code = "precondition_required"
    http_status = 428


class UnsupportedMedia(RequestError):
    """A request body that is not JSON."""

    code = "unsupported_media_type"
    http_status = 415


class Busy(SpeechError):
    """The queue is full; `retry_after_s` seconds is when a place is expected to be free."""

    code = "busy"
    openai_type = "rate_limit_error"
    http_status = 429

    def __init__(self, message: str, *, retry_after_s: float) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class NoWorkers(Busy):
    """No worker is left, and none has come for a while."""

    openai_type = "server_error"
    http_status = 503

    def __init__(self) -> None:
        super().__init__("No worker is there at present", retry_after_s=5.0)


class NotReady(SpeechError):
    """The model is not loaded yet, or could not be loaded."""

    code = "not_ready"
    http_status = 503


class SynthesisFailed(SpeechError):
    """The model or an encoder raised; the cause is chained and logged, not shown."""

    code = "synthesis_failed"


class NotSaved(SpeechError):
    """A file of the operator's could not be written; it is as it was."""

    code = "not_saved"


class SetupError(SpeechError):
    """A setting, file or device is wrong or missing; the message is one line for the operator."""

    code = "setup_error"
