"""Counties, their child support agencies and their courts. Streets and telephone numbers are invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class County:
    """One county. `weight` is its share in a thousand families; telephone numbers are in the 555-01xx range."""

    name: str
    weight: int
    agency: str
    city: str
    postal_code: str
    area_code: str
    office_address: str
    courthouse: str
    court_address: str
    towns: tuple[tuple[str, str], ...]


def _county(
    name: str, weight: int, agency: str, city: str, postal_code: str, area_code: str, *towns: str
) -> County:
    number = sum(map(ord, name))
    return County(
        name=name,
        weight=weight,
        agency=agency,
        city=city,
        postal_code=postal_code,
        area_code=area_code,
        office_address=f"{100 + number % 900} Civic Plaza Way",
        courthouse=f"Superior Court of California, County of {name}",
        court_address=f"{200 + number % 700} Hall of Justice Dr, {city}, CA {postal_code}",
        towns=((city, postal_code), *((town[:-6], town[-5:]) for town in towns)),
    )


COUNTIES = (
    _county("Los Angeles", 190, "Los Angeles County Child Support Services Department", "Commerce", "90040", "323",
            "Los Angeles 90063", "Long Beach 90805", "Pomona 91766", "Glendale 91205", "Lancaster 93534"),
    _county("San Bernardino", 95, "San Bernardino County Department of Child Support Services", "San Bernardino", "92415", "909",
            "Fontana 92335", "Victorville 92392", "Ontario 91762"),
    _county("Riverside", 80, "Riverside County Department of Child Support Services", "Riverside", "92507", "951",
            "Moreno Valley 92553", "Hemet 92543", "Perris 92570"),
    _county("San Diego", 75, "San Diego County Department of Child Support Services", "San Diego", "92101", "619",
            "Chula Vista 91911", "El Cajon 92020", "Oceanside 92054"),
    _county("Sacramento", 70, "Sacramento County Department of Child Support Services", "Sacramento", "95826", "916",
            "Elk Grove 95758", "Citrus Heights 95621", "Rancho Cordova 95670"),
    _county("Orange", 65, "Orange County Department of Child Support Services", "Santa Ana", "92701", "714",
            "Anaheim 92805", "Garden Grove 92840", "Westminster 92683"),
    _county("Fresno", 65, "Fresno County Department of Child Support Services", "Fresno", "93721", "559",
            "Clovis 93612", "Sanger 93657", "Selma 93662"),
    _county("Kern", 55, "Kern County Department of Child Support Services", "Bakersfield", "93301", "661",
            "Delano 93215", "Arvin 93203"),
    _county("Santa Clara", 45, "Santa Clara County Department of Child Support Services", "San Jose", "95112", "408",
            "Gilroy 95020", "Milpitas 95035"),
    _county("Alameda", 45, "Alameda County Department of Child Support Services", "Oakland", "94621", "510",
            "Hayward 94544", "Fremont 94538"),
    _county("San Joaquin", 40, "San Joaquin County Department of Child Support Services", "Stockton", "95202", "209",
            "Lodi 95240", "Manteca 95336"),
    _county("Contra Costa", 30, "Contra Costa County Department of Child Support Services", "Martinez", "94553", "925",
            "Richmond 94801", "Antioch 94509"),
    _county("Tulare", 30, "Tulare County Department of Child Support Services", "Visalia", "93291", "559",
            "Porterville 93257", "Dinuba 93618"),
    _county("Stanislaus", 28, "Stanislaus County Department of Child Support Services", "Modesto", "95354", "209",
            "Turlock 95380", "Ceres 95307"),
    _county("Ventura", 20, "Ventura County Department of Child Support Services", "Ventura", "93003", "805", "Oxnard 93030"),
    _county("Monterey", 18, "Monterey County Department of Child Support Services", "Salinas", "93901", "831", "Seaside 93955"),
    _county("Merced", 15, "Merced Regional Department of Child Support Services", "Merced", "95340", "209", "Los Banos 93635"),
    _county("San Francisco", 15, "San Francisco Department of Child Support Services", "San Francisco", "94103", "415"),
    _county("Imperial", 10, "Imperial County Department of Child Support Services", "El Centro", "92243", "760", "Calexico 92231"),
    _county("Humboldt", 8, "North Coast Regional Department of Child Support Services", "Eureka", "95501", "707", "Arcata 95521"),
    _county("Shasta", 8, "Shasta County Department of Child Support Services", "Redding", "96001", "530", "Anderson 96007"),
    _county("Butte", 7, "Butte County Department of Child Support Services", "Oroville", "95965", "530", "Chico 95926"),
    _county("Amador", 2, "Central Sierra Child Support Agency", "Jackson", "95642", "209", "Ione 95640"),
    _county("Inyo", 1, "Eastern Sierra Regional Child Support Services", "Bishop", "93514", "760"),
)  # fmt: skip

BY_NAME = {county.name: county for county in COUNTIES}
# The county whose agency moved to the statewide system only days ago.
NEWLY_TRANSITIONED = "Amador"
