"""`zachte-landing serve [MAP]`: the service, in a folder of its own; `--demo` fills it with the example first."""

from __future__ import annotations

import argparse
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from api.commands.store_choice import FOLDER, add_settings, address_of, settings_of

if TYPE_CHECKING:
    from api.settings import ServiceSettings
    from api.store.database import Store
    from api.usecases.fill_demo import Demo

DONE = 0
SEED = 1


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps this type to itself
    """Register the command."""
    parser = commands.add_parser("serve", help="start de dienst: alles op één plek, voor iedereen tegelijk")
    parser.set_defaults(command=serve)
    parser.add_argument(
        "folder",
        type=Path,
        nargs="?",
        default=FOLDER,
        metavar="MAP",
        help="waar de dienst zijn gegevens bewaart (standaard dienst)",
    )
    parser.add_argument(
        "--demo", action="store_true", help="begin met Drenthe en een synthetische ronde, met een link per rol"
    )
    parser.add_argument("--port", type=int, metavar="N", help="poort (standaard 8000, of die uit de instellingen)")
    add_settings(parser)


def serve(chosen: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    from api.folder_lock import alone_in  # noqa: PLC0415 - see reservekopie
    from api.serving import serve_store  # noqa: PLC0415 - same
    from api.store.opening import open_store  # noqa: PLC0415 - same

    settings = settings_of(chosen)
    if chosen.port is not None:
        settings = replace(settings, port=chosen.port)
    with alone_in(chosen.folder), closing(open_store(address_of(settings, chosen.folder))) as store:
        demo = _demo(store, settings) if chosen.demo else None
        # The server passes the interrupt on, unless the process was started in the background, where a shell has it ignored.
        with suppress(KeyboardInterrupt):
            serve_store(store, settings, lambda address: _tell(store, settings, address, demo))
        _say("Gestopt.")
    return DONE


def _demo(store: Store, settings: ServiceSettings) -> Demo:
    from api.access.desk import Desk  # noqa: PLC0415 - see reservekopie
    from api.access.identity import SYSTEM  # noqa: PLC0415 - same
    from api.ticker import Ticker  # noqa: PLC0415 - same
    from api.usecases.fill_demo import fill_demo  # noqa: PLC0415 - same
    from api.web import rules_of  # noqa: PLC0415 - same

    with Ticker("Het voorbeeld klaarzetten"):
        return fill_demo(Desk(store, SYSTEM), SEED, rules_of(settings).link)


def _tell(store: Store, settings: ServiceSettings, address: str, demo: Demo | None) -> None:
    from api.usecases.accounts import first_link  # noqa: PLC0415 - see reservekopie
    from api.web import rules_of  # noqa: PLC0415 - same

    _say(f"De dienst draait op {address} (stoppen met Ctrl-C)")
    if demo is None:
        link = first_link(store, rules_of(settings).link)
        if link is not None:
            _say(f"Er is nog geen beheerder die kan aanmelden. Deze link werkt één keer: {address}{link}")
        return
    _say("Aanmelden kan één keer met elke link:")
    for login, link in demo.links.items():
        _say(f"  {login:26}{address}{link}")
    if demo.run is not None and settings.workers:
        # Beside the server, which must not wait.
        Thread(target=_tell_result, args=(store, demo.run), daemon=True).start()


def _tell_result(store: Store, run: str) -> None:
    from api.access.desk import Desk  # noqa: PLC0415 - see reservekopie
    from api.access.identity import SYSTEM  # noqa: PLC0415 - same
    from api.texts.summary import summary  # noqa: PLC0415 - same
    from api.usecases.demo_result import demo_result, send_demo  # noqa: PLC0415 - same

    answer = demo_result(store, run)
    if answer is not None:
        _say(f"\n{summary(answer)}")
        if send_demo(Desk(store, SYSTEM), run):
            _say("\nDit voorstel is verstuurd: elke rol ziet nu wat voor die rol bedoeld is.")


def _say(line: str) -> None:
    # Flushed, for a script that waits for this line.
    print(line, flush=True)
