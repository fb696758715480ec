#!/bin/bash
# Slots over the whole country, the same for the same seed: fill_slots.sh DATABASE SLOTS PEOPLE [SEED].
# People are where France lives: cities by their inhabitants (Insee, 2020), all other communes of
# share/geo by a small number of their own.  Each offers 25 slots in three half days of the next two
# weeks after PLEXUS_NOW, one in five of them closed.
#
# Rows are laid straight into the tables, as fill.sh does.
set -euo pipefail
database=$1 slots=$2 people=$3 seed=${4:-20260302}
communes=$(cd "$(dirname "$0")/../.." && pwd)/share/geo/communes.txt
[ -e "$database" ] || plexus --db "$database" init --name Bench --kind cpts -q
now=$(date -u -d "${PLEXUS_NOW:-now}" +%F)

{
	cat <<-SQL
		PRAGMA foreign_keys = OFF; -- looked for at the end, all at once
		PRAGMA synchronous = OFF;
		PRAGMA temp_store = MEMORY;
		PRAGMA cache_size = -400000;
		CREATE TEMP TABLE size AS SELECT $slots AS slots, $people AS people, $seed AS seed, '$now' AS now;
		CREATE TEMP TABLE commune (insee TEXT, name TEXT, postcodes TEXT, lat INTEGER, lon INTEGER, parts TEXT);
		.mode list
		.separator ;
		.import "|grep -v '^#' '$communes'" commune
	SQL
	cat <<-'SQL'
		BEGIN;
		DELETE FROM commune WHERE lat = '';
		CREATE TEMP TABLE city (name TEXT, thousands INTEGER);
		INSERT INTO city VALUES ('TOULOUSE', 500), ('NICE', 345), ('NANTES', 320), ('MONTPELLIER', 300),
		    ('STRASBOURG', 290), ('BORDEAUX', 260), ('LILLE', 235), ('RENNES', 222), ('REIMS', 180), ('TOULON', 180),
		    ('ST ETIENNE', 173), ('LE HAVRE', 166), ('GRENOBLE', 158), ('DIJON', 159), ('ANGERS', 157), ('VILLEURBANNE', 156),
		    ('NIMES', 148), ('AIX EN PROVENCE', 147), ('CLERMONT FERRAND', 147), ('LE MANS', 146), ('BREST', 140),
		    ('TOURS', 138), ('AMIENS', 134), ('LIMOGES', 130), ('ANNECY', 131), ('PERPIGNAN', 120), ('METZ', 120),
		    ('BESANCON', 118), ('ORLEANS', 117), ('ROUEN', 114), ('MULHOUSE', 108), ('CAEN', 108), ('NANCY', 105);
		CREATE TEMP TABLE place AS SELECT rowid AS id, CAST(lat AS INTEGER) AS lat, CAST(lon AS INTEGER) AS lon,
		    CASE WHEN name GLOB 'PARIS [0-9]*' THEN 107000 WHEN name GLOB 'MARSEILLE [0-9]*' THEN 54000
		        WHEN name GLOB 'LYON [0-9]*' THEN 58000 WHEN substr(insee, 1, 2) IN ('92', '93', '94') THEN 38000
		        WHEN substr(insee, 1, 3) = '974' THEN 36000
		        ELSE coalesce((SELECT thousands * 1000 FROM city WHERE city.name = commune.name),
		            400 + (rowid * 2654435761 >> 7) % 1800) END AS people
		    FROM commune;
		CREATE TEMP TABLE ladder AS SELECT id, lat, lon, sum(people) OVER (ORDER BY id) - people AS low, people FROM place;
		CREATE UNIQUE INDEX temp.ladder_low ON ladder (low);
		CREATE TEMP TABLE trade (profession TEXT, specialty TEXT, low INTEGER);
		INSERT INTO trade VALUES ('60', NULL, 0), ('10', 'SM54', 30), ('70', NULL, 58), ('40', NULL, 75), ('50', NULL, 83),
		    ('10', 'SM04', 86), ('10', 'SM15', 89), ('10', 'SM38', 91), ('10', 'SM40', 93), ('10', 'SM42', 95), ('91', NULL, 97);
		CREATE TEMP VIEW system AS SELECT value AS id,
		    printf('%08x-0000-7000-8000-%012x', value / 65536, value) AS uid, 1 AS organization,
		    now || 'T00:00:00Z' AS created, now || 'T00:00:00Z' AS updated,
		    (((value * 2654435761 + seed) & 4294967295) * 1103515245 >> 16) & 2147483647 AS dice
		    FROM generate_series(1, 100000000), size;
		CREATE TEMP TABLE person AS SELECT s.id, s.uid, s.created, s.updated, s.dice, t.profession, t.specialty,
		    t.profession || '/' || coalesce(t.specialty, '') AS trade,
		    l.lat + s.dice / 7 % 300 - 150 AS lat, l.lon + s.dice / 11 % 300 - 150 AS lon
		    FROM system s, trade t, ladder l, (SELECT max(low + people) AS all_people FROM ladder)
		    WHERE s.id <= (SELECT people FROM size)
		    AND t.low = (SELECT max(low) FROM trade WHERE low <= s.dice / 3 % 100)
		    AND l.low = (SELECT max(low) FROM ladder WHERE low <= s.dice * 7919 % all_people);
		INSERT INTO practitioner (id, uid, organization, created, updated, handle, family, family_folded,
		        given, given_folded, profession, specialty, associate)
		    SELECT id, uid, 1, created, updated, 'martin-' || id, 'Martin', 'martin', 'Zoé ' || id, 'zoe ' || id,
		        profession, specialty, 0 FROM person;
		INSERT INTO schedule (id, uid, organization, created, updated, practitioner, start, every, count, holidays,
		        mode, audience, before, after, notice, window, hold)
		    SELECT id, uid, 1, created, updated, id, now || 'T08:00:00Z', 15, 25, 'keep', 'office', 'team', 0, 0, 0, 1440, 120
		    FROM person, size;
		INSERT INTO slot (id, uid, organization, created, updated, schedule, practitioner, start, minutes, status,
		        audience, mode, trades, lat, lon)
		    SELECT s.id, s.uid, 1, s.created, s.updated, p.id, p.id,
		        strftime('%Y-%m-%dT%H:%M:%SZ', unixepoch(now) + 86400 * ((p.dice + n / 9 * 5) % 14)
		            + 3600 * (7 + (p.dice / 17 + n / 9 * 5) % 9) + 900 * (n % 9), 'unixepoch'),
		        15, iif(s.dice % 5, 'free', 'closed'), iif(s.dice / 5 % 4, 'cpts', 'team'), iif(s.dice / 20 % 9, 'office', 'video'),
		        p.trade, printf('%.4f', p.lat / 10000.0), printf('%.4f', p.lon / 10000.0)
		    FROM (SELECT *, (id - 1) * people / slots + 1 AS of, (id - 1) % (slots / people) AS n FROM system, size LIMIT (SELECT slots FROM size)) s
		    JOIN person p ON p.id = s.of;
		INSERT INTO opening (organization, trade, cell, start, slot, lat, lon, audience, mode, opens, closes)
		    SELECT 1, p.trade, (p.lat + 900000) / 2500 * 10000 + (p.lon + 1800000) / 2500, unixepoch(s.start) / 60, s.id,
		        p.lat, p.lon, iif(s.audience = 'team', 1, 2), iif(s.mode = 'office', 0, 2), 0, unixepoch(s.start) / 60
		    FROM slot s JOIN person p ON p.id = s.practitioner WHERE s.status = 'free' ORDER BY 2, 3, 4, 5;
		INSERT OR REPLACE INTO counter SELECT 'practitioner', people FROM size UNION ALL
		    SELECT 'schedule', people FROM size UNION ALL SELECT 'slot', slots FROM size;
		COMMIT;
		PRAGMA wal_checkpoint(TRUNCATE);
	SQL
} | sqlite3 -bail "$database" >/dev/null
