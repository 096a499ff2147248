"""What the short names of states, provinces and counties stand for."""

STATES = dict(
    pair.split("=")
    for pair in (
        "AL=Alabama,AK=Alaska,AZ=Arizona,AR=Arkansas,CA=California,CO=Colorado,CT=Connecticut,DE=Delaware,FL=Florida,GA=Georgia,HI=Hawaii,"
        "ID=Idaho,IL=Illinois,IN=Indiana,IA=Iowa,KS=Kansas,KY=Kentucky,LA=Louisiana,ME=Maine,MD=Maryland,MA=Massachusetts,MI=Michigan,"
        "MN=Minnesota,MS=Mississippi,MO=Missouri,MT=Montana,NE=Nebraska,NV=Nevada,NH=New Hampshire,NJ=New Jersey,NM=New Mexico,NY=New York,"
        "NC=North Carolina,ND=North Dakota,OH=Ohio,OK=Oklahoma,OR=Oregon,PA=Pennsylvania,RI=Rhode Island,SC=South Carolina,SD=South Dakota,"
        "TN=Tennessee,TX=Texas,UT=Utah,VT=Vermont,VA=Virginia,WA=Washington,WV=West Virginia,WI=Wisconsin,WY=Wyoming,DC=DC,PR=Puerto Rico,"
        "ON=Ontario,QC=Quebec,BC=BC,AB=Alberta,MB=Manitoba,SK=Saskatchewan,NS=Nova Scotia,NB=New Brunswick,NL=Newfoundland"
    ).split(",")
)
"""The post's letters."""
DOUBTFUL = frozenset(
    "AB AL AR BC CO CT DE HI ID IN LA MA MB MD ME MI MS MT NB NE NL NS OH OK ON OR PA PR SC SD SK VA VT WV".split()
)
"""Letters that mean something else as well: words, degrees, the compass; only after a known city."""
PRESS = dict(
    pair.split("=")
    for pair in (
        "Ala.=Alabama,Ariz.=Arizona,Ark.=Arkansas,Calif.=California,Colo.=Colorado,Conn.=Connecticut,Del.=Delaware,Fla.=Florida,Ga.=Georgia,"
        "Ill.=Illinois,Ind.=Indiana,Kan.=Kansas,Ky.=Kentucky,La.=Louisiana,Mass.=Massachusetts,Md.=Maryland,Mich.=Michigan,Minn.=Minnesota,"
        "Miss.=Mississippi,Mo.=Missouri,Mont.=Montana,Neb.=Nebraska,Nev.=Nevada,N.C.=North Carolina,N.D.=North Dakota,N.H.=New Hampshire,"
        "N.J.=New Jersey,N.M.=New Mexico,N.Y.=New York,Okla.=Oklahoma,Ont.=Ontario,Ore.=Oregon,Pa.=Pennsylvania,R.I.=Rhode Island,"
        "S.C.=South Carolina,S.D.=South Dakota,Tenn.=Tennessee,Tex.=Texas,Va.=Virginia,Vt.=Vermont,W.Va.=West Virginia,Wash.=Washington,"
        "Wis.=Wisconsin,Wyo.=Wyoming,Que.=Quebec"
    ).split(",")
)
"""The letters of newspapers."""
CLEAR_PRESS = frozenset("Ala. Ariz. Calif. Fla. Mich. Minn. Okla. Tenn. Wis. Wyo. W.Va.".split())
"""Those that mean nothing else."""
BEHIND_PRESS = frozenset(
    "Gov Sen Rep Lt Atty AG Supreme House Senate Legislature Democrat Democrats Republican Republicans GOP Highway St Derby Keys Times Turnpike Tech Beach".split()
)
"""Words behind a state that no city stands before: its officers."""
DOUBTFUL_PRESS = frozenset(
    "Miss. Mass. Ill. Ind. La. Pa. Del. Mo. Wash. Ore. Md. Ark. Ont.".split()
)
COUNTIES = dict(
    pair.split("=")
    for pair in (
        "Beds=Bedfordshire,Berks=Berkshire,Bucks=Buckinghamshire,Cambs=Cambridgeshire,Glos=Gloucestershire,Hants=Hampshire,Herts=Hertfordshire,"
        "Lancs=Lancashire,Leics=Leicestershire,Lincs=Lincolnshire,Middx=Middlesex,Northants=Northamptonshire,Notts=Nottinghamshire,"
        "Oxon=Oxfordshire,Salop=Shropshire,Shrops=Shropshire,Staffs=Staffordshire,Warks=Warwickshire,Wilts=Wiltshire,Worcs=Worcestershire,Yorks=Yorkshire"
    ).split(",")
)
OF_COUNTY = frozenset(
    "Antrim Armagh Carlow Cavan Clare Cork Donegal Down Dublin Durham Fermanagh Galway Kerry Kildare Kilkenny Laois Leitrim Limerick"
    " Londonderry Longford Louth Mayo Meath Monaghan Offaly Roscommon Sligo Tipperary Tyrone Waterford Westmeath Wexford Wicklow".split()
)
"""Counties that are called so: “Co. Durham”."""
CITIES = frozenset(
    "Akron Albany Albuquerque Alexandria Allentown Anaheim Anchorage Arbor Arlington Arvada Asheville Aspen Athens Atlanta Alto Augusta Aurora"
    " Austin Bakersfield Baltimore Bangor Bay Beach Beaverton Bellevue Bend Berkeley Bethesda Beverly Billings Birmingham Bloomington Boise"
    " Boston Boulder Bozeman Brattleboro Bridgeport Broomfield Brooklyn Buffalo Burlington Calgary Cambridge Canton Carmel Champaign"
    " Chandler Charleston Charlotte Charlottesville Chattanooga Chesapeake Cheyenne Chicago Cincinnati City Clarksville Cleveland Collins"
    " Columbia Columbus Concord Cordova Corvallis Creek Dallas Danbury Dayton Dearborn Decatur Denver Detroit Dover Duluth Durango Durham"
    " Edmond Edmonton Elgin Englewood Erie Eugene Evanston Evansville Everett Falls Fayetteville Fishers Flagstaff Flint Francisco"
    " Frederick Fresno Gaithersburg Gary Georgetown Greeley Greensboro Greenville Gresham Gulfport Halifax Hamilton Harrisburg"
    " Hartford Haven Hayward Heights Hills Hillsboro Hilo Hollywood Honolulu Houston Huntington Huntsville Indianapolis Irvine Island Jackson Jacksonville Jersey"
    " Juneau Kailua Kalamazoo Kansas Kelowna Knoxville Lafayette Lakewood Lancaster Lansing Laredo Lauderdale Lawrence Lewiston Lexington"
    " Lincoln Littleton London Longmont Loveland Lowell Lubbock Madison Malibu Manchester Maui Medford Memphis Meridian Mesa Miami"
    " Milwaukee Minneapolis Missoula Mississauga Mobile Moncton Moines Monroe Montgomery Montreal Muncie Nampa Naperville Nashville Newark"
    " Newport Newton Norfolk Norwalk Oakland Ogden Olympia Omaha Orlando Orleans Ottawa Park Pasadena Peoria Philadelphia Phoenix"
    " Pittsburgh Plano Pocatello Portland Portsmouth Providence Provo Pueblo Quincy Raleigh Rapids Raton Reading Redding Regina Reno Richmond"
    " Roanoke Rochester Rock Rockville Rouge Sacramento Salem Saskatoon Savannah Scottsdale Scranton Seattle Shreveport Somerville"
    " Spokane Springfield Springs Stamford Station Stillwater Stockton Syracuse Tacoma Tallahassee Tampa Tempe Toledo Topeka Toronto Towson"
    " Trenton Tucson Tulsa Tupelo Valley Vancouver Vegas Victoria Vernon View Vista Waco Waikiki Waltham Washington Waterbury Wayne Wheeling Whistler"
    " Wichita Wilmington Windsor Winnipeg Worcester Worth Yakima Yonkers York Youngstown Yuma".split()
)
"""The last words of names of cities."""
IN_OKLAHOMA = frozenset("City Edmond Enid Lawton Muskogee Stillwater Tulsa".split())
"""After no other city is OK a state: “Is Austin OK?”."""
