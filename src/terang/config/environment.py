"""What the environment may set: typed, named TERANG_*, and refused when unsafe for production."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

DEMO_SECRET = "demonstration-only-never-in-production"


class Environment(BaseSettings):
    """Settings of one installation. Every field is documented in docs/reference/settings.md."""

    model_config = SettingsConfigDict(env_prefix="TERANG_", extra="ignore")

    env: Literal["demo", "test", "production"] = "production"
    debug: bool = False
    database_url: SecretStr = SecretStr("")
    database_owner_url: SecretStr = SecretStr("")
    as_owner: bool = False
    secret_key: SecretStr = SecretStr(DEMO_SECRET)
    sealing_key: SecretStr = SecretStr(DEMO_SECRET)
    hosts: Annotated[list[str], NoDecode] = Field(default_factory=lambda: ["127.0.0.1", "localhost"])
    origin: str = "http://127.0.0.1:8000"
    data_dir: Path = Path(".data")
    log_dir: Path | None = None
    log_domain: str = "terang.example"
    log_witnesses: Path | None = None
    signer_socket: Path | None = None
    email_url: SecretStr = SecretStr("")
    from_email: str = "terang@terang.example"
    source_url: str = "https://terang.example/source"
    threads: int = 4
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @model_validator(mode="before")
    @classmethod
    def _split_hosts(cls, values: dict[str, object]) -> dict[str, object]:
        if isinstance(values.get("hosts"), str):
            values["hosts"] = [host.strip() for host in str(values["hosts"]).split(",") if host.strip()]
        return values

    @property
    def is_production(self) -> bool:
        return self.env == "production"

    @property
    def is_demo(self) -> bool:
        return self.env == "demo"

    @model_validator(mode="after")
    def _safe_for_production(self) -> "Environment":
        if not self.is_production:
            return self
        unsafe = [
            sentence
            for wrong, sentence in (
                (self.debug, "TERANG_DEBUG must be off"),
                (_is_weak(self.secret_key), "TERANG_SECRET_KEY must be your own, at least 50 characters"),
                (_is_weak(self.sealing_key), "TERANG_SEALING_KEY must be your own, at least 50 characters"),
                (
                    not self.database_url.get_secret_value(),
                    "TERANG_DATABASE_URL must name a PostgreSQL server",
                ),
                (
                    ".terang-embedded" in self.database_url.get_secret_value(),
                    "the embedded database is for demonstrations",
                ),
                (not self.origin.startswith("https://"), "TERANG_ORIGIN must begin with https://"),
                (not self.email_url.get_secret_value(), "TERANG_EMAIL_URL must name a mail server"),
            )
            if wrong
        ]
        if unsafe:
            raise ValueError("this installation may not start in production: " + "; ".join(unsafe))
        return self


def _is_weak(secret: SecretStr) -> bool:
    value = secret.get_secret_value()
    return DEMO_SECRET in value or len(value) < 50
