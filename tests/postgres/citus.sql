-- Stand-ins for the functions of Citus that share/sql/citus.sql calls.  They move nothing: they hold
-- the tables to the documented rules, and write down what was done where Citus does.  Citus itself is
-- not packaged for Debian.
--
-- Rules ("Creating and Modifying Distributed Tables", "SQL Support and Workarounds"):
--	keys and uniques of a distributed table carry its distribution column, which is set in each row;
--	foreign keys stand between two tables of neither kind, two distributed together (the column of
--	distribution at the same place on both sides), from a distributed one to a copied one, or
--	between copied ones; those of a distributed table change nothing of the column by themselves;
--	a column is added without a constraint, which follows it under its own name.

CREATE TABLE pg_dist_partition (
	logicalrelid regclass PRIMARY KEY, partmethod "char", partkey text, colocationid int, repmodel "char");
CREATE TABLE stand_in_call (at bigserial, what text);

CREATE FUNCTION stand_in_place(of_table oid) RETURNS text LANGUAGE sql STABLE AS $$
	SELECT CASE WHEN repmodel = 't' THEN 'copied' ELSE 'group ' || colocationid END
	FROM pg_dist_partition WHERE logicalrelid = of_table
$$;

-- Where a column stands in a key, from 1.
CREATE FUNCTION stand_in_nth(of_table oid, name text, columns smallint[]) RETURNS int LANGUAGE sql STABLE AS $$
	SELECT array_position(columns, attnum) FROM pg_attribute WHERE attrelid = of_table AND attname = name
$$;

CREATE FUNCTION stand_in_check_keys() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	key record;
	here text;
	there text;
BEGIN
	FOR key IN SELECT c.*, p.partkey FROM pg_constraint c LEFT JOIN pg_dist_partition p ON p.logicalrelid = c.conrelid
		WHERE contype = 'f'
	LOOP
		here := stand_in_place(key.conrelid);
		there := stand_in_place(key.confrelid);
		CONTINUE WHEN here IS NULL AND there IS NULL;
		CONTINUE WHEN here = 'copied' AND there = 'copied';
		IF here IS NULL OR there IS NULL OR (here <> there AND there <> 'copied') THEN
			RAISE EXCEPTION '%: a foreign key from a table of % to one of %', key.conname,
				coalesce(here, 'one place'), coalesce(there, 'one place');
		END IF;
		IF there <> 'copied' AND stand_in_nth(key.conrelid, key.partkey, key.conkey)
			IS DISTINCT FROM stand_in_nth(key.confrelid, key.partkey, key.confkey) THEN
			RAISE EXCEPTION '%: % is not at the same place on both sides', key.conname, key.partkey;
		END IF;
		IF stand_in_nth(key.conrelid, key.partkey, key.conkey) IS NOT NULL
			AND (key.confdeltype IN ('n', 'd') OR key.confupdtype IN ('n', 'd', 'c')) THEN
			RAISE EXCEPTION '%: would change %', key.conname, key.partkey;
		END IF;
	END LOOP;
END $$;

CREATE FUNCTION stand_in_check_uniques(of_table regclass, name text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	key record;
BEGIN
	IF NOT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = of_table AND attname = name AND attnotnull) THEN
		RAISE EXCEPTION '%: % is not a column that is set in every row', of_table, name;
	END IF;
	FOR key IN SELECT indexrelid::regclass AS index, indkey::smallint[] AS columns FROM pg_index
		WHERE indrelid = of_table AND indisunique
	LOOP
		IF NOT EXISTS (SELECT 1 FROM pg_attribute
			WHERE attrelid = of_table AND attname = name AND attnum = ANY (key.columns)) THEN
			RAISE EXCEPTION '%: a unique of % without %', key.index, of_table, name;
		END IF;
	END LOOP;
END $$;

CREATE FUNCTION stand_in_note(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	-- A cluster that breaks in the middle: what this setting names is refused.
	IF position(coalesce(nullif(current_setting('stand_in.breaks', true), ''), '-') IN what) > 0 THEN
		RAISE EXCEPTION '%: connection to the remote node failed', what;
	END IF;
	INSERT INTO stand_in_call (what) VALUES (what);
	PERFORM stand_in_check_keys();
END $$;

CREATE FUNCTION create_reference_table(table_name regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	IF stand_in_place(table_name) IS NOT NULL THEN
		RAISE EXCEPTION 'table "%" is already distributed', table_name;
	END IF;
	INSERT INTO pg_dist_partition VALUES (table_name, 'n', NULL, 1, 't');
	PERFORM stand_in_note('copied ' || table_name);
END $$;

CREATE FUNCTION create_distributed_table(table_name regclass, distribution_column text,
	distribution_type text DEFAULT 'hash', colocate_with text DEFAULT 'default', shard_count int DEFAULT NULL)
	RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	with_group int;
BEGIN
	IF stand_in_place(table_name) IS NOT NULL THEN
		RAISE EXCEPTION 'table "%" is already distributed', table_name;
	END IF;
	IF colocate_with = 'none' THEN
		SELECT coalesce(max(colocationid), 1) + 1 INTO with_group FROM pg_dist_partition;
	ELSE
		SELECT colocationid INTO with_group FROM pg_dist_partition
			WHERE logicalrelid = colocate_with::regclass AND partmethod = 'h';
		IF with_group IS NULL THEN
			RAISE EXCEPTION 'relation % is not distributed', colocate_with;
		END IF;
	END IF;
	PERFORM stand_in_check_uniques(table_name, distribution_column);
	INSERT INTO pg_dist_partition VALUES (table_name, 'h', distribution_column, with_group, 's');
	PERFORM stand_in_note('distributed ' || table_name);
END $$;

-- The rows are still in the one table that there is: what would go is written down.
CREATE FUNCTION truncate_local_data_after_distributing_table(table_name regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	IF stand_in_place(table_name) IS NULL THEN
		RAISE EXCEPTION 'supplied parameter is not a distributed relation';
	END IF;
	IF EXISTS (SELECT 1 FROM pg_constraint WHERE contype = 'f' AND confrelid = table_name
		AND stand_in_place(conrelid) IS NULL) THEN
		RAISE EXCEPTION 'cannot truncate a table referenced in a foreign key constraint by a local table';
	END IF;
	PERFORM stand_in_note('emptied ' || table_name);
END $$;

-- A copied table is changed by a transaction that goes to one machine after the other: it may have read
-- of several at once before.
CREATE FUNCTION stand_in_one_by_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF stand_in_place(TG_RELID) = 'copied'
		AND coalesce(current_setting('citus.multi_shard_modify_mode', true), '') <> 'sequential' THEN
		RAISE EXCEPTION 'cannot modify table "%" because there was a parallel operation on a distributed table', TG_TABLE_NAME;
	END IF;
	RETURN NULL;
END $$;

-- Keys that are made later are held to the rules as well.
CREATE FUNCTION stand_in_altered() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
	IF current_query() ~ 'ADD COLUMN [^;]*(CHECK|UNIQUE|REFERENCES|PRIMARY KEY)' THEN
		RAISE EXCEPTION 'adding a column with a constraint in one command is not supported';
	END IF;
	PERFORM stand_in_check_keys();
	PERFORM stand_in_check_uniques(logicalrelid, partkey) FROM pg_dist_partition WHERE partmethod = 'h';
END $$;
CREATE EVENT TRIGGER stand_in_altered ON ddl_command_end WHEN TAG IN ('ALTER TABLE', 'CREATE TABLE', 'CREATE INDEX')
	EXECUTE FUNCTION stand_in_altered();
