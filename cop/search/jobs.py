"""Work on the index that a request only asks for."""

from cop.search.indexing import index_article


def refresh_article(article_id: int) -> None:
    """Bring the index in step with one practice, whatever became of it."""
    index_article(article_id)
