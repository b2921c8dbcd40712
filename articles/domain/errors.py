"""The base of every exception whose message is meant for a person."""


class UserFacingError(ValueError):
    """What a person asked for can't be done; the message is one sentence for them, in their language.

    A page catches this to show the sentence. Refused permissions are Django's own PermissionDenied (policy.NotAllowed),
    and what a program got wrong is never one of these.
    """
