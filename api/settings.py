"""The settings of the service: from the environment, one TOML file, or what holds where nothing is said.

The environment goes before the file: `poort` in the file is `ZACHTE_LANDING_POORT` there. Settings are read once, when a
command starts, and handed on from there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from geodata.toml_file import read_toml
from optimizer.errors import Fault, InvalidInput

PREFIX = "ZACHTE_LANDING_"
SQLITE_FILE = "zachte-landing.sqlite"
POSTGRESQL = "postgresql://"
BETWEEN = ","
LOG_LEVELS = ("debug", "info", "warning", "error")
YES_OR_NO = {"ja": True, "nee": False}
# The number of the last port.
PORTS = 65_535
# Settings of commands without the service; see `api.kept_answers`.
OF_OTHERS = frozenset({PREFIX + "CACHE"})

Value = str | int | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSettings:
    """How one service runs. What each setting means stands in `SETTINGS`; its values are checked by `read_settings`."""

    database: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    trusted_hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    https: bool = False
    session_idle_hours: int = 8
    session_hours: int = 14
    link_hours: int = 24
    workers: int = 1
    retention_days: int = 730
    largest_body_mb: int = 20
    solves_at_once: int = 1
    solve_seconds: int = 60
    solve_pairs: int = 250_000
    log_level: str = "info"
    contact_name: str = "Beheer van Zachte Landing"
    contact_email: str = "beheer@voorbeeld.invalid"
    contact_url: str = "https://voorbeeld.invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting: the field that it fills, its name for who installs, what it means, and what it may be.

    `shape` is what a text must look like from begin to end, and `like` how a fault tells that.
    """

    field: str
    key: str
    meaning: str
    low: int | None = None
    high: int | None = None
    choices: tuple[str, ...] = ()
    shape: str = r".+"
    like: str = "een tekst"

    @property
    def variable(self) -> str:
        """Its name in the environment."""
        return PREFIX + self.key.upper()

    @property
    def default(self) -> Value:
        """What holds where nothing is said."""
        return DEFAULTS[self.field]


DEFAULTS: Mapping[str, Value] = {item.name: getattr(ServiceSettings(), item.name) for item in fields(ServiceSettings)}

SETTINGS = (
    Setting(
        field="database", key="database",
        meaning="address of a PostgreSQL database, `postgresql://user:password@host/name`; "
        f"empty is SQLite, in `{SQLITE_FILE}` in the folder of the service",
        shape=r"(postgresql://\S+)?", like="een adres dat begint met postgresql://, of niets voor SQLite",
    ),
    Setting(field="host", key="adres", meaning="address on which the service listens", like="een adres, zoals 127.0.0.1"),
    Setting(field="port", key="poort", meaning="port on which it listens; 0 takes a free one", low=0, high=PORTS),
    Setting(
        field="trusted_hosts", key="hostnamen",
        meaning="names by which browsers may call the service, with commas between them; other names get 400",
        shape=r"(\*\.)?[A-Za-z0-9._:\[\]-]+", like="een of meer namen, zoals transferpunt.voorbeeld.nl",
    ),
    Setting(
        field="https", key="https",
        meaning="`ja` when browsers reach the service by https, as they must beyond this machine: "
        "cookies then only travel that way, and browsers are told so (HSTS)",
    ),
    Setting(
        field="session_idle_hours", key="sessie_stil_uren",
        meaning="hours without a request after which somebody must sign in again", low=1, high=24,
    ),
    Setting(
        field="session_hours", key="sessie_uren", meaning="hours after which somebody must sign in again in any case",
        low=1, high=168,
    ),
    Setting(field="link_hours", key="link_uren", meaning="hours that a sign-in link works", low=1, high=336),
    Setting(
        field="workers", key="rekenaars",
        meaning="processes beside the service that calculate; 0 when `zachte-landing werk` runs elsewhere", low=0, high=64,
    ),
    Setting(
        field="retention_days", key="bewaar_dagen",
        meaning="days after the end of a round, or after the last step of a placement, that values of people are kept; "
        "the parties decide this", low=1, high=7_300,
    ),
    Setting(
        field="largest_body_mb", key="grootste_verzoek_mb", meaning="megabytes that one request may bring along",
        low=1, high=1_000,
    ),
    Setting(
        field="solves_at_once", key="solve_tegelijk",
        meaning="requests of `POST /v1/solve` that are answered at once; others get 429", low=1, high=64,
    ),
    Setting(field="solve_seconds", key="solve_seconden", meaning="seconds that one of them may take", low=1, high=600),
    Setting(
        field="solve_pairs", key="solve_paren", meaning="people times dwellings that one of them may bring along",
        low=1, high=25_000_000,
    ),
    Setting(field="log_level", key="logniveau", meaning="from which level the log tells", choices=LOG_LEVELS),
    Setting(field="contact_name", key="contact_naam", meaning="who answers questions about the API, in its specification"),
    Setting(
        field="contact_email", key="contact_email", meaning="the same", shape=r"[^@\s]+@[^@\s]+",
        like="een e-mailadres",
    ),
    Setting(
        field="contact_url", key="contact_web", meaning="the same", shape=r"https?://\S+",
        like="een adres dat begint met https://",
    ),
)  # fmt: skip


def read_settings(
    file: Path | None = None,
    environment: Mapping[str, str] | None = None,
    unreachable: Callable[[ServiceSettings], Iterator[Fault]] | None = None,
) -> ServiceSettings:
    """The settings of a TOML file and of the environment, which goes first. Raises InvalidInput with every fault.

    `unreachable` adds what is wrong with the database itself, when its address can be one.
    """
    values, faults = _from_file(file)
    given, more = _from_environment(environment or {})
    faults += more
    values |= given
    settings = ServiceSettings(**values)  # type: ignore[arg-type] # each was read by the type of its field
    if settings.session_idle_hours > settings.session_hours:
        faults.append(
            Fault(
                ("sessie_stil_uren",),
                str(settings.session_idle_hours),
                f"hoogstens sessie_uren, {settings.session_hours}",
            )
        )
    if unreachable is not None and not any(_of_database(fault) for fault in faults):
        faults += unreachable(settings)
    if faults:
        raise InvalidInput(faults)
    return settings


def _from_file(file: Path | None) -> tuple[dict[str, Value], list[Fault]]:
    if file is None:
        return {}, []
    try:
        content = file.read_bytes()
    except OSError:
        return {}, [Fault((file.name,), "een bestand dat niet te openen is", "een TOML-bestand met instellingen")]
    try:
        given = read_toml(file.name, content)
    except InvalidInput as error:
        return {}, list(error.faults)
    return _taken(given, {setting.key: setting for setting in SETTINGS}, (file.name,))


def _from_environment(environment: Mapping[str, str]) -> tuple[dict[str, Value], list[Fault]]:
    known = {setting.variable: setting for setting in SETTINGS}
    texts = {name: environment[name].strip() for name in _ours(environment)}
    given = {name: _typed(known[name], text) if name in known else text for name, text in texts.items()}
    return _taken(given, known, ())


def _ours(environment: Mapping[str, str]) -> list[str]:
    return sorted(name for name in environment if name.startswith(PREFIX) and name not in OF_OTHERS)


def _taken(
    given: Mapping[str, object], known: Mapping[str, Setting], place: tuple[str, ...]
) -> tuple[dict[str, Value], list[Fault]]:
    """The values by field, and a fault for each that can't be taken."""
    values: dict[str, Value] = {}
    faults: list[Fault] = []
    for name, value in given.items():
        setting = known.get(name)
        if setting is None:
            faults.append(Fault((*place, name), "een instelling die niet bekend is", "een van: " + ", ".join(known)))
            continue
        read = _sound(setting, value)
        if read is None:
            faults.append(Fault((*place, name), _shown(setting, value), _expected(setting)))
        else:
            values[setting.field] = read
    return values, faults


def _typed(setting: Setting, text: str) -> object:
    """A text of the environment as a TOML file would hold it; the text itself where it can't be that."""
    if isinstance(setting.default, bool):
        return YES_OR_NO.get(text, text)
    if isinstance(setting.default, int):
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else text
    if isinstance(setting.default, tuple):
        return [part.strip() for part in text.split(BETWEEN)]
    return text


def _sound(setting: Setting, value: object) -> Value | None:
    """The value where it is one that the setting may have; otherwise None."""
    if isinstance(setting.default, bool):
        value = YES_OR_NO.get(value, value) if isinstance(value, str) else value
        return value if isinstance(value, bool) else None
    if isinstance(setting.default, int):
        return value if isinstance(value, int) and not isinstance(value, bool) and _within(setting, value) else None
    if isinstance(setting.default, tuple):
        parts: list[Any] = value if isinstance(value, list) else [value]
        return tuple(parts) if parts and all(_fits(setting, part) for part in parts) else None
    return value if isinstance(value, str) and _fits(setting, value) else None


def _within(setting: Setting, value: int) -> bool:
    return (setting.low is None or value >= setting.low) and (setting.high is None or value <= setting.high)


def _fits(setting: Setting, value: object) -> bool:
    if setting.choices:
        return value in setting.choices
    return isinstance(value, str) and re.fullmatch(setting.shape, value) is not None


def _expected(setting: Setting) -> str:
    if isinstance(setting.default, bool):
        return "ja of nee"
    if isinstance(setting.default, int):
        return f"een geheel getal van {setting.low} tot en met {setting.high}"
    return "een van: " + ", ".join(setting.choices) if setting.choices else setting.like


def _shown(setting: Setting, value: object) -> str:
    # The address of a database may hold a password.
    return "iets anders" if setting.field == "database" else f"'{value}'"


def _of_database(fault: Fault) -> bool:
    return fault.path[-1] in ("database", PREFIX + "DATABASE")
