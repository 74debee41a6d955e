# Three days of July 2023 over Syria, from one news article and the reports it draws on.
#
# Run it in an empty folder:   sh syria-2023.sh
# It makes incidents.db there. Read it beside what it prints; every command works alone too.
set -eu
export TRACKER_ANALYST=example

tracker init --title "Syria, July 2023: the strike on Usamah al-Muhajir"

# Who takes part, under all the names that the reports use.
tracker actor add US kind=state
tracker actor add Russia kind=state
tracker actor add Turkey kind=state
tracker actor add Iran kind=state
tracker actor add CENTCOM "alias=US Central Command" kind=force part-of=US
tracker actor add "US Air Force" acronym=USAF kind=force part-of=US
tracker actor add "Michael Kurilla" "alias=Gen. Michael Kurilla" kind=person commands=CENTCOM
tracker actor add "US defense official" "alias=unnamed US defense official" kind=unnamed part-of=US
tracker actor add "Russian aircraft" kind=force part-of=Russia
tracker actor add "MQ-9 Reaper" alias=MQ-9 alias=Reaper kind=equipment
tracker actor add US operates=MQ-9
tracker actor add ISIS "alias=Islamic State" alias=IS alias=ISIL alias=Daesh kind=armed-group
tracker actor add "Usamah al-Muhajir" "transliteration=Usama al-Muhajir" \
  "transliteration=Osama al-Muhajer" kind=person member-of=ISIS
tracker actor add "Syrian Democratic Forces" acronym=SDF kind=armed-group backed-by=US
tracker actor add "Syrian government" kind=state country=Syria backed-by=Russia backed-by=Iran
tracker actor add "Iranian-backed militias" kind=militia backed-by=Iran
tracker actor add "Hayat Tahrir al-Sham" acronym=HTS kind=armed-group
tracker actor add "Turkish-backed rebel groups" kind=armed-group backed-by=Turkey
tracker actor add "Kurdish residents of Afrin" kind=civilians
tracker actor add Coalition "alias=US-led Coalition" kind=alliance
tracker actor add US allied-with=Coalition

# Where. Regions in the language of reports are no tree: they may overlap, these two do not.
tracker place add "northwest Syria" precision=region
tracker place add "Afrin, Syria" within="northwest Syria"
tracker place add "eastern Syria" precision=region
tracker place add "Aleppo region, Syria" precision=region

# What is cited, and whose words each source passes on.
tracker source add "https://www.jpost.com/breaking-news/article-749374 | The Jerusalem Post | on or after 9 July 2023" \
  key=jpost kind=news
tracker source add "https://www.centcom.mil/MEDIA/PRESS-RELEASES/Press-Release-View/Article/3452128/us-airstrike-targets-isis-leader-in-eastern-syria/ | US Central Command | 2023-07-09 | U.S. Airstrike Targets ISIS Leader in Eastern Syria" \
  key=centcom kind=press-release said-by=CENTCOM
tracker source add "| France 24 | about 9 July 2023" key=france24 kind=news \
  said-by="US defense official"
tracker source add "| US Air Forces Central | 2023-07-06 | Video of the encounters of 6 July 2023" \
  key=afcent kind=video said-by="US Air Force"

# The background, known only to the year: what the article says in its own words.
tracker add "Turkey enters parts of northwest Syria" -d "beginning in 2016" -t invasion \
  --by Turkey -p "northwest Syria" -s jpost quote="Turkey invaded parts of northwest Syria beginning in 2016."
tracker add "Turkey takes over Afrin" -d "in 2018" -t territory-change --by Turkey \
  -p Afrin -s jpost quote="In 2018 Turkey took over the Kurdish area of Afrin"
tracker add "Kurds expelled from Afrin, rebels brought in" -d 2018 \
  -t forced-displacement --by Turkey --against "Kurdish residents of Afrin" -p Afrin -s jpost \
  supporter="Turkish-backed rebel groups" part-of=2 \
  quote="expelling Kurds and inviting in many Turkish-backed Syrian rebel groups"

# Thursday and Friday. "On Thursday" is read against the day the source was published.
tracker add "Flares dropped in front of MQ-9s" -d "on Thursday" -t flare-drop \
  --by "Russian aircraft" --against "US Air Force" -p Syria -s afcent asset=MQ-9
tracker add "MQ-9s harassed for about two hours" -d "7 July 2023" \
  -t aircraft-harassment --by "Russian aircraft" --against "US Air Force" -s jpost \
  said-by=CENTCOM asset=MQ-9 quote="harassed by Russian aircraft earlier in the day"
tracker add "MQ-9 strike kills Usamah al-Muhajir" -d "7 July 2023" -t drone-strike --by US \
  --against "Usamah al-Muhajir" -p "eastern Syria" -s jpost said-by=CENTCOM instrument=MQ-9 \
  killed.target=1 after=5 same-equipment=5 claimed.count.aircraft=1 \
  claimed.killed.civilian=none-reported

# What else is said of them, each source in its own words; nothing adopted is overwritten.
tracker cite 4 jpost said-by="US Air Force" --said-on 2023-07-09 date="on Thursday" \
  quote="dropped flares in front of the drones and flew close to them"
tracker cite 5 france24 date="on Friday" duration="about 2h" count.aircraft=3 \
  quote="harassed for about two hours by Russian aircraft"
tracker cite 5 jpost place="northwest Syria" \
  quote="the Russian harassment of drones took place in northwest Syria"
tracker cite 6 centcom date="7 July 2023" by=US against="Usamah al-Muhajir" instrument=MQ-9 \
  killed.target=1 place=Syria pinpoint=text quote="conducted a strike in Syria"
tracker cite 6 centcom place="eastern Syria" pinpoint=title reading=ambiguous \
  quote="ISIS Leader in Eastern Syria"
tracker cite 6 france24 date="on Friday" place="Aleppo region" count.aircraft=3 \
  quote="riding a motorcycle in the Aleppo region"

# Only the article says where the harassment was, and nobody else says how long: adopt both.
tracker adopt c9.place --why "the only account of it"
tracker adopt c8.duration --why "the only account of it"

tracker timeline
