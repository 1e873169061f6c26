"""What the outside asks of a running process."""

from flask.testing import FlaskClient

from cop.app import create_app
from cop.core.settings import Settings


def test_alive_and_ready(client: FlaskClient) -> None:
    for url in ("/healthz", "/readyz"):
        response = client.get(url)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "no-store"


def test_not_ready_when_the_database_is_away(tmp_path) -> None:
    url = "postgresql+psycopg://nobody@127.0.0.1:1/none"
    app = create_app(
        Settings(_env_file=None, environment="test", data_dir=tmp_path, database_url=url, log_level="error")
    )
    client = app.test_client()
    assert client.get("/healthz").status_code == 200
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.headers["Retry-After"]


def test_figures_are_for_whoever_holds_the_token(client: FlaskClient, tmp_path) -> None:
    assert client.get("/metrics").status_code == 404
    settings = Settings(
        _env_file=None, environment="test", data_dir=tmp_path, metrics_token="a token of some length"
    )
    own = create_app(settings).test_client()
    assert own.get("/metrics").status_code == 404
    assert own.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
    response = own.get("/metrics", headers={"Authorization": "Bearer a token of some length"})
    assert "cop_requests_total" in response.text
