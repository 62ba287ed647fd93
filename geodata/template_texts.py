"""What the template says in Dutch: how it works, what each sheet is for and who fills it in."""

from __future__ import annotations

from geodata.columns import BETWEEN, Column, Kind, expected

UITLEG, VOORBEELDEN, KEUZELIJSTEN = "Uitleg", "Voorbeelden", "Keuzelijsten"
# Sheets of the template that hold no rows of the Register: whoever reads a filled template passes over them.
ASIDE = (UITLEG, VOORBEELDEN, KEUZELIJSTEN)
ABOVE_GUIDE = "Zo vult u dit bestand in"
ABOVE_EXAMPLES = "Voorbeelden: mensen, woningen en besluiten zijn bedacht. Wij lezen dit blad niet in."
# How the heading of a required column is shown; the cell itself holds the bare name.
REQUIRED_MARK = " (verplicht)"
EXAMPLE_MARK = "VOORBEELD-"
BETWEEN_NAMES = ": "  # of a sheet and its column

HOW_IT_WORKS = (
    (
        "Elk blad is een tabel. Elke rij is één ding: één aanmelding, één woning, één afspraak. "
        "Vul in vanaf rij 2 en sla geen rijen over."
    ),
    "Vul nooit een naam of BSN van een cliënt in, ook niet in een toelichting. Gebruik een pseudoniem dat niets verraadt.",
    "Bij een verplichte kolom staat het woord verplicht achter de naam. Vul die cel in elke rij in.",
    (
        "Een lege cel betekent: niet bekend. Wij vullen niets voor u in. "
        "Staat er bij een kolom 'leeg is …', dan geldt wat daar staat. Een 0 is iets anders dan leeg."
    ),
    (
        f"Meer waarden in één cel? Zet er een {BETWEEN} tussen, zoals lift{BETWEEN} rolstoel. "
        "Dat mag alleen als bij de kolom 'meer waarden: ja' staat."
    ),
    (
        "Weet u de wijk en buurt van een woning niet? Vul dan de postcode en het huisnummer in, of een punt. "
        "Wij zoeken de buurt erbij op. Het adres bewaren wij niet."
    ),
    "Bedragen zijn in euro's. Datums mag u typen zoals u gewend bent; Excel toont ze als 2026-10-01.",
    "Verander de namen van de bladen en de kolommen niet. Een blad dat u niet nodig hebt, laat u leeg of gooit u weg.",
    "Klik op een cel om te zien wat erin hoort. Houd de muis op een kolomnaam voor de betekenis.",
)
ABOUT_EXAMPLES = (
    f"Het blad {VOORBEELDEN} is alleen om te lezen. Wij lezen het nooit in. U mag het weggooien.",
    (
        f"De mensen, woningen en besluiten op dat blad zijn bedacht. Hun kenmerken beginnen met {EXAMPLE_MARK.rstrip('-')}. "
        "Staat zo'n kenmerk op een ander blad? Verwijder daar dan de hele rij."
    ),
)

COORDINATOR, PROVIDER, CORPORATION = "De coördinator", "De zorgaanbieder", "De corporatie"
MUNICIPALITY = "De gemeente"

# Per table: what it is for, and who supplies it.
ABOUT: dict[str, tuple[str, str]] = {
    "uitstromers": ("Wie een woning zoekt en wat daarbij past. Eén rij per huishouden.", PROVIDER),
    "gebiedswensen": ("Waar iemand graag wil wonen, of juist niet mag of kan wonen.", PROVIDER),
    "ankers": ("Plekken waar iemand vlakbij moet wonen, zoals een behandeling.", PROVIDER),
    "woningen": ("Welke woningen vrijkomen en voor wie ze geschikt zijn.", "De corporatie, of de zorgaanbieder"),
    "plaatsingen": ("Wat al is aangeboden, verhuurd of afgerond. Dit telt mee in de grenzen.", COORDINATOR),
    "uitsluitingen": ("Wie niet bij elkaar in de buurt mag wonen.", "Alleen de coördinator"),
    "koppelingen": ("Aanmeldingen die alleen samen een woning krijgen.", PROVIDER),
    "weigeringen": ("Welke woning, welk gebied of welke corporatie iemand niet mag krijgen.", COORDINATOR),
    "huurafwijkingen": ("Een huur die hoger is dan passend, met een besluit erbij.", CORPORATION),
    "vastgezet": ("Plaatsingen die een nieuwe berekening niet mag veranderen.", COORDINATOR),
    "vorige": ("Het vorige voorstel, om te zien wat er verandert.", COORDINATOR),
    "gemeenten": ("De gemeenten van de regio.", COORDINATOR),
    "wijken": ("De wijken van de regio met hun kenmerken.", "De coördinator, uit cijfers van het CBS"),
    "buurten": ("De buurten van de regio.", "De coördinator, uit cijfers van het CBS"),
    "gebieden": ("Dorpen, complexen en andere gebieden waarvoor een afspraak of wens kan gelden.", COORDINATOR),
    "gebiedsdelen": ("Wijken en buurten die maar voor een deel in zo'n gebied liggen.", COORDINATOR),
    "indicatoren": ("Cijfers over wijken en buurten, met jaar en bron.", "De coördinator, uit cijfers van het CBS"),
    "corporaties": ("De woningcorporaties die meedoen.", COORDINATOR),
    "zorgaanbieders": ("De zorgaanbieders die meedoen.", COORDINATOR),
    "begeleiding": ("Hoeveel uur begeleiding een zorgaanbieder in een gebied kan geven.", PROVIDER),
    "grenswaarden": ("Hoeveel een gebied aankan, met het besluit erbij.", MUNICIPALITY),
    "convenanten": ("Welke partijen samen afspraken maakten, en tot wanneer.", COORDINATOR),
    "afspraken": ("Hoeveel huishoudens een gemeente of corporatie huisvest.", "De gemeente, samen met de corporatie"),
    "voorzieningen": ("Opvang en andere voorzieningen die op een wijk drukken.", MUNICIPALITY),
    "afbouw": ("Hoe snel de belasting van een wijk na een plaatsing afneemt.", COORDINATOR),
    "afstandsbanden": ("Welke afstand dichtbij heet, en welke ver.", COORDINATOR),
}


def duty_of(column: Column) -> str:
    """The word for whether a cell of the column must be filled."""
    return "verplicht" if column.required else "mag leeg"


def fills_with(column: Column) -> str:
    """What belongs in a cell, several values included, as a phrase."""
    if not column.many:
        return expected(column)
    if column.kind is Kind.KEUZE:
        return f"een of meer van: {', '.join(column.choices)} (met {BETWEEN} ertussen)"
    return f"{expected(column)}, of meer met {BETWEEN} ertussen"


def refers_to(column: Column) -> str:
    """Where the codes of the column come from; empty when it holds none."""
    return f"een code van het blad {' of '.join(column.refers)}" if column.refers else ""


def note_of(column: Column) -> str:
    """The meaning of the column and what belongs in it, for the note at its heading."""
    parts = [f"{duty_of(column).capitalize()}.", f"{column.meaning}.", f"Vul in: {fills_with(column)}."]
    if column.refers:
        parts.append(f"Het is {refers_to(column)}.")
    return "\n".join(parts)
