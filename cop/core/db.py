"""The database: our typed Base, the session, the column types every feature shares, and how each engine is opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar, TypeVar, dataclass_transform

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Dialect, Enum, MetaData, Numeric, String, TypeDecorator, event, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, mapped_column, relationship

naming = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Json(TypeDecorator[Any]):
    """JSON, indexed binary on PostgreSQL. A value is replaced, not changed in place."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(JSONB() if dialect.name == "postgresql" else JSON())


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, stored in UTC and given back aware on every engine."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("instants are aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ExactDecimal(TypeDecorator[Decimal]):
    """An exact decimal with two places: NUMERIC on PostgreSQL, an integer of hundredths on SQLite, which has none."""

    impl = Numeric(18, 2)
    cache_ok = True

    @property
    def python_type(self) -> type[Decimal]:
        return Decimal

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        if dialect.name == "sqlite":
            from sqlalchemy import BigInteger

            return dialect.type_descriptor(BigInteger())
        return dialect.type_descriptor(Numeric(18, 2))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Decimal | int | None:
        if value is None or dialect.name != "sqlite":
            return value
        return int((value * 100).to_integral_value())

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        if value is None or dialect.name != "sqlite":
            return None if value is None else Decimal(value)
        return Decimal(value).scaleb(-2)


def choice_of(kind: type[StrEnum]) -> Enum:
    """A column type that holds one member of `kind`, kept as its value and checked by the database."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


Pk = Annotated[int, mapped_column(primary_key=True)]
Code = Annotated[str, mapped_column(String(80))]
Line = Annotated[str, mapped_column(String(300))]
Language = Annotated[str, mapped_column(String(2))]
Sha256 = Annotated[str, mapped_column(String(64))]


@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(mapped_column, relationship))
class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """The base of every table: keyword-only construction, named constraints, shared types."""

    metadata = MetaData(naming_convention=naming)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        Decimal: ExactDecimal(),
        dict[str, Any]: Json(),
        list[str]: Json(),
        list[Any]: Json(),
    }


db = SQLAlchemy(metadata=Base.metadata)
Row = TypeVar("Row", bound=Base)


def held(row: Row) -> Row:
    """`row` as it is now, the same object, held until the commit: whoever acts on it waits for the one before."""
    kind: Any = type(row)
    statement = select(kind).where(kind.id == row.id).with_for_update()  # type: ignore[attr-defined]
    found: Row = db.session.scalars(statement.execution_options(populate_existing=True)).one()
    return found


# A safe request reads under a deferred transaction; everyone else takes SQLite's write lock at BEGIN, so that two
# writers queue for it instead of failing when the second one upgrades.
_writing: ContextVar[bool] = ContextVar("writing", default=True)


@contextmanager
def reading() -> Iterator[None]:
    """Within this block transactions take no write lock, and a flush with changes is a programming error."""
    token = _writing.set(False)
    try:
        yield
    finally:
        _writing.reset(token)


def is_reading() -> bool:
    """Whether we are within `reading()`."""
    return not _writing.get()


class WriteInRead(RuntimeError):
    """A safe request tried to change the database."""


@event.listens_for(db.session, "before_flush")
def _refuse_writes_in_reads(session: Any, _context: Any, _instances: Any) -> None:
    if not _writing.get() and (session.new or session.dirty or session.deleted):
        raise WriteInRead(f"new {list(session.new)[:3]}, dirty {list(session.dirty)[:3]}")


@event.listens_for(db.session, "do_orm_execute")
def _refuse_bulk_writes_in_reads(state: Any) -> None:
    if not _writing.get() and (state.is_insert or state.is_update or state.is_delete):
        raise WriteInRead(str(state.statement)[:80])


@event.listens_for(Engine, "connect")
def _open(connection: Any, _record: Any) -> None:
    if "sqlite" not in type(connection).__module__:
        return
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=10000",
        "cache_size=-8000",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


def engine_options(url: str) -> dict[str, Any]:
    """How the engine for `url` is made: PostgreSQL gets time-outs so that no statement or lock waits for ever."""
    hidden = {"hide_parameters": True}  # an error's text goes to the log; what people typed does not
    if url.startswith("postgresql"):
        return hidden | {
            "pool_pre_ping": True,
            "connect_args": {"options": "-c statement_timeout=30000 -c lock_timeout=10000 -c timezone=UTC"},
        }
    return hidden
