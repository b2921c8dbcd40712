"""Presses a move on the writing page, and reads where the story stands."""

from articles.models import Article
from tests.support.desk import change_url, form_data, log_in


def press_move(person, article, move, **typed):
    """Open the page, type, press a move, and go where it leads. Names with `__` are the move's own fields."""
    client = log_in(person)
    fields = form_data(client.get(change_url(article)))
    own = {f"{move}-{name.strip('_')}": value for name, value in typed.items() if name.endswith("_")}
    words = {name: value for name, value in typed.items() if not name.endswith("_")}
    return client.post(change_url(article), {**fields, **words, **own, "_move": move}, follow=True)


def read_state(article) -> str:
    article = Article.objects.get(pk=article.pk)
    return f"{article.standing}/{article.stage}"
