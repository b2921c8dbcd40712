"""Keep the profile of a country's coverage with its list, and make it again when the list has changed."""

import logging

from django.db import DatabaseError

from articles.models import StoryList
from articles.queries.read_model.profiles import Profile, make_profile

logger = logging.getLogger(__name__)


def fetch_profile(country_list: StoryList) -> Profile:
    """Return the profile of a list of stories about a country; made and stored if the list has changed since."""
    if country_list.profile is None or country_list.profile_made_at != country_list.changes:
        country_list.profile = make_profile(country_list)
        try:
            # Made from what stood when `changes` was read, or later: then it is made again for the next reader.
            StoryList.objects.filter(pk=country_list.pk).update(
                profile=country_list.profile, profile_made_at=country_list.changes
            )
        except DatabaseError:
            logger.exception("The profile of list %s could not be stored.", country_list.pk)
    profile: Profile = country_list.profile
    return profile
