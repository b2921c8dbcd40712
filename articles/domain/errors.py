"""The base of every exception whose message is meant for a person."""


class UserFacingError(ValueError):
    """The person's request cannot be done; the message is one sentence for them, in their language.

    Pages catch this and show the sentence. It is never raised for a programming error, nor for missing permission:
    that is Django's PermissionDenied (policy.PermissionRefused).
    """
