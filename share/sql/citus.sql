-- What spreads a Plexus database over the machines of a Citus cluster: `plexus doctor
-- --distribution` says why, plexus-postgresql(7) how to go about it.
-- Made by `plexus doctor --distribution --sql`.
--
--	psql -X -v ON_ERROR_STOP=1 -f citus.sql "$PLEXUS_DB"
--
-- on the coordinator, while nobody writes.  Run again it does what is left to do: after it
-- was interrupted, or after an upgrade that made new tables.

DO $$ BEGIN
	IF to_regclass('pg_dist_partition') IS NULL THEN
		RAISE EXCEPTION 'Citus is not in this database'
			USING HINT = 'CREATE EXTENSION citus';
	END IF;
END $$;

-- Foreign keys, which stand aside until both ends are where they belong: Citus keeps none
-- between a table that is distributed and one that is not.
CREATE TEMPORARY TABLE IF NOT EXISTS "plexus_key" ("table" text, "rule" text);
DELETE FROM "plexus_key";
INSERT INTO "plexus_key" VALUES
	('"organization"', 'CONSTRAINT "organization_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"location"', 'CONSTRAINT "location_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"practitioner"', 'CONSTRAINT "practitioner_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"practitioner_skills"', 'CONSTRAINT "practitioner_skills_owner_reference" FOREIGN KEY ("organization", "owner") REFERENCES "practitioner" ("organization", "id") ON DELETE CASCADE'),
	('"practitioner_locations"', 'CONSTRAINT "practitioner_locations_owner_reference" FOREIGN KEY ("organization", "owner") REFERENCES "practitioner" ("organization", "id") ON DELETE CASCADE'),
	('"practitioner_locations"', 'CONSTRAINT "practitioner_locations_target_reference" FOREIGN KEY ("organization", "target") REFERENCES "location" ("organization", "id")'),
	('"practitioner_fees"', 'CONSTRAINT "practitioner_fees_owner_reference" FOREIGN KEY ("organization", "owner") REFERENCES "practitioner" ("organization", "id") ON DELETE CASCADE'),
	('"practitioner_languages"', 'CONSTRAINT "practitioner_languages_owner_reference" FOREIGN KEY ("organization", "owner") REFERENCES "practitioner" ("organization", "id") ON DELETE CASCADE'),
	('"healthcare_service"', 'CONSTRAINT "healthcare_service_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"healthcare_service"', 'CONSTRAINT "healthcare_service_location_reference" FOREIGN KEY ("organization", "location") REFERENCES "location" ("organization", "id")'),
	('"healthcare_service_practitioners"', 'CONSTRAINT "healthcare_service_practitioners_owner_reference" FOREIGN KEY ("organization", "owner") REFERENCES "healthcare_service" ("organization", "id") ON DELETE CASCADE'),
	('"healthcare_service_practitioners"', 'CONSTRAINT "healthcare_service_practitioners_target_reference" FOREIGN KEY ("organization", "target") REFERENCES "practitioner" ("organization", "id")'),
	('"project"', 'CONSTRAINT "project_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"project"', 'CONSTRAINT "project_lead_reference" FOREIGN KEY ("organization", "lead") REFERENCES "practitioner" ("organization", "id")'),
	('"project_members"', 'CONSTRAINT "project_members_owner_reference" FOREIGN KEY ("organization", "owner") REFERENCES "project" ("organization", "id") ON DELETE CASCADE'),
	('"project_members"', 'CONSTRAINT "project_members_target_reference" FOREIGN KEY ("organization", "target") REFERENCES "practitioner" ("organization", "id")'),
	('"series"', 'CONSTRAINT "series_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"series"', 'CONSTRAINT "series_project_reference" FOREIGN KEY ("organization", "project") REFERENCES "project" ("organization", "id")'),
	('"series_invited"', 'CONSTRAINT "series_invited_owner_reference" FOREIGN KEY ("organization", "owner") REFERENCES "series" ("organization", "id") ON DELETE CASCADE'),
	('"series_invited"', 'CONSTRAINT "series_invited_target_reference" FOREIGN KEY ("organization", "target") REFERENCES "practitioner" ("organization", "id")'),
	('"meeting"', 'CONSTRAINT "meeting_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"meeting"', 'CONSTRAINT "meeting_project_reference" FOREIGN KEY ("organization", "project") REFERENCES "project" ("organization", "id")'),
	('"meeting"', 'CONSTRAINT "meeting_series_reference" FOREIGN KEY ("organization", "series") REFERENCES "series" ("organization", "id")'),
	('"task"', 'CONSTRAINT "task_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"task"', 'CONSTRAINT "task_project_reference" FOREIGN KEY ("organization", "project") REFERENCES "project" ("organization", "id")'),
	('"task"', 'CONSTRAINT "task_meeting_reference" FOREIGN KEY ("organization", "meeting") REFERENCES "meeting" ("organization", "id")'),
	('"task_assignees"', 'CONSTRAINT "task_assignees_owner_reference" FOREIGN KEY ("organization", "owner") REFERENCES "task" ("organization", "id") ON DELETE CASCADE'),
	('"task_assignees"', 'CONSTRAINT "task_assignees_target_reference" FOREIGN KEY ("organization", "target") REFERENCES "practitioner" ("organization", "id")'),
	('"task_depends"', 'CONSTRAINT "task_depends_owner_reference" FOREIGN KEY ("organization", "owner") REFERENCES "task" ("organization", "id") ON DELETE CASCADE'),
	('"task_depends"', 'CONSTRAINT "task_depends_target_reference" FOREIGN KEY ("organization", "target") REFERENCES "task" ("organization", "id")'),
	('"attendance"', 'CONSTRAINT "attendance_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"attendance"', 'CONSTRAINT "attendance_meeting_reference" FOREIGN KEY ("organization", "meeting") REFERENCES "meeting" ("organization", "id")'),
	('"attendance"', 'CONSTRAINT "attendance_practitioner_reference" FOREIGN KEY ("organization", "practitioner") REFERENCES "practitioner" ("organization", "id")'),
	('"rate"', 'CONSTRAINT "rate_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"exercise"', 'CONSTRAINT "exercise_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"fact"', 'CONSTRAINT "fact_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"fact"', 'CONSTRAINT "fact_exercise_reference" FOREIGN KEY ("organization", "exercise") REFERENCES "exercise" ("organization", "id")'),
	('"evidence"', 'CONSTRAINT "evidence_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"evidence"', 'CONSTRAINT "evidence_exercise_reference" FOREIGN KEY ("organization", "exercise") REFERENCES "exercise" ("organization", "id")'),
	('"poll"', 'CONSTRAINT "poll_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"poll"', 'CONSTRAINT "poll_project_reference" FOREIGN KEY ("organization", "project") REFERENCES "project" ("organization", "id")'),
	('"poll_invited"', 'CONSTRAINT "poll_invited_owner_reference" FOREIGN KEY ("organization", "owner") REFERENCES "poll" ("organization", "id") ON DELETE CASCADE'),
	('"poll_invited"', 'CONSTRAINT "poll_invited_target_reference" FOREIGN KEY ("organization", "target") REFERENCES "practitioner" ("organization", "id")'),
	('"poll"', 'CONSTRAINT "poll_meeting_reference" FOREIGN KEY ("organization", "meeting") REFERENCES "meeting" ("organization", "id")'),
	('"poll_option"', 'CONSTRAINT "poll_option_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"poll_option"', 'CONSTRAINT "poll_option_poll_reference" FOREIGN KEY ("organization", "poll") REFERENCES "poll" ("organization", "id")'),
	('"answer"', 'CONSTRAINT "answer_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"answer"', 'CONSTRAINT "answer_option_reference" FOREIGN KEY ("organization", "option") REFERENCES "poll_option" ("organization", "id")'),
	('"answer"', 'CONSTRAINT "answer_practitioner_reference" FOREIGN KEY ("organization", "practitioner") REFERENCES "practitioner" ("organization", "id")'),
	('"schedule"', 'CONSTRAINT "schedule_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"schedule"', 'CONSTRAINT "schedule_practitioner_reference" FOREIGN KEY ("organization", "practitioner") REFERENCES "practitioner" ("organization", "id")'),
	('"schedule"', 'CONSTRAINT "schedule_service_reference" FOREIGN KEY ("service") REFERENCES "organization" ("id")'),
	('"schedule"', 'CONSTRAINT "schedule_place_reference" FOREIGN KEY ("organization", "place") REFERENCES "location" ("organization", "id")'),
	('"slot"', 'CONSTRAINT "slot_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"slot"', 'CONSTRAINT "slot_schedule_reference" FOREIGN KEY ("organization", "schedule") REFERENCES "schedule" ("organization", "id")'),
	('"slot"', 'CONSTRAINT "slot_practitioner_reference" FOREIGN KEY ("organization", "practitioner") REFERENCES "practitioner" ("organization", "id")'),
	('"slot"', 'CONSTRAINT "slot_service_reference" FOREIGN KEY ("service") REFERENCES "organization" ("id")'),
	('"appointment"', 'CONSTRAINT "appointment_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"appointment"', 'CONSTRAINT "appointment_slot_reference" FOREIGN KEY ("organization", "slot") REFERENCES "slot" ("organization", "id")'),
	('"appointment"', 'CONSTRAINT "appointment_practitioner_reference" FOREIGN KEY ("organization", "practitioner") REFERENCES "practitioner" ("organization", "id")'),
	('"appointment"', 'CONSTRAINT "appointment_service_reference" FOREIGN KEY ("service") REFERENCES "organization" ("id")'),
	('"appointment"', 'CONSTRAINT "appointment_by_reference" FOREIGN KEY ("organization", "by") REFERENCES "practitioner" ("organization", "id")'),
	('"opening"', 'CONSTRAINT "opening_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"claim"', 'CONSTRAINT "claim_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"quantum"', 'CONSTRAINT "quantum_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"notice"', 'CONSTRAINT "notice_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"notice"', 'CONSTRAINT "notice_to_reference" FOREIGN KEY ("organization", "to") REFERENCES "practitioner" ("organization", "id")'),
	('"rung"', 'CONSTRAINT "rung_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"rung_who"', 'CONSTRAINT "rung_who_owner_reference" FOREIGN KEY ("organization", "owner") REFERENCES "rung" ("organization", "id") ON DELETE CASCADE'),
	('"rung_who"', 'CONSTRAINT "rung_who_target_reference" FOREIGN KEY ("organization", "target") REFERENCES "practitioner" ("organization", "id")'),
	('"request"', 'CONSTRAINT "request_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"request"', 'CONSTRAINT "request_by_reference" FOREIGN KEY ("organization", "by") REFERENCES "practitioner" ("organization", "id")'),
	('"request"', 'CONSTRAINT "request_usual_reference" FOREIGN KEY ("organization", "usual") REFERENCES "practitioner" ("organization", "id")'),
	('"request"', 'CONSTRAINT "request_accepted_by_reference" FOREIGN KEY ("organization", "accepted_by") REFERENCES "practitioner" ("organization", "id")'),
	('"ask"', 'CONSTRAINT "ask_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"ask"', 'CONSTRAINT "ask_request_reference" FOREIGN KEY ("organization", "request") REFERENCES "request" ("organization", "id")'),
	('"ask"', 'CONSTRAINT "ask_practitioner_reference" FOREIGN KEY ("organization", "practitioner") REFERENCES "practitioner" ("organization", "id")'),
	('"seal"', 'CONSTRAINT "seal_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"redemption"', 'CONSTRAINT "redemption_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"waiting"', 'CONSTRAINT "waiting_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"waiting"', 'CONSTRAINT "waiting_practitioner_reference" FOREIGN KEY ("organization", "practitioner") REFERENCES "practitioner" ("organization", "id")'),
	('"waiting"', 'CONSTRAINT "waiting_service_reference" FOREIGN KEY ("service") REFERENCES "organization" ("id")'),
	('"waiting"', 'CONSTRAINT "waiting_by_reference" FOREIGN KEY ("organization", "by") REFERENCES "practitioner" ("organization", "id")'),
	('"waiting"', 'CONSTRAINT "waiting_slot_reference" FOREIGN KEY ("organization", "slot") REFERENCES "slot" ("organization", "id")'),
	('"waiting_let_go"', 'CONSTRAINT "waiting_let_go_owner_reference" FOREIGN KEY ("organization", "owner") REFERENCES "waiting" ("organization", "id") ON DELETE CASCADE'),
	('"waiting_let_go"', 'CONSTRAINT "waiting_let_go_target_reference" FOREIGN KEY ("organization", "target") REFERENCES "slot" ("organization", "id")'),
	('"waiting"', 'CONSTRAINT "waiting_appointment_reference" FOREIGN KEY ("organization", "appointment") REFERENCES "appointment" ("organization", "id")'),
	('"questionnaire"', 'CONSTRAINT "questionnaire_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"questionnaire_response"', 'CONSTRAINT "questionnaire_response_organization_reference" FOREIGN KEY ("organization") REFERENCES "organization" ("id")'),
	('"questionnaire_response"', 'CONSTRAINT "questionnaire_response_questionnaire_reference" FOREIGN KEY ("organization", "questionnaire") REFERENCES "questionnaire" ("organization", "id")'),
	('"questionnaire_response"', 'CONSTRAINT "questionnaire_response_practitioner_reference" FOREIGN KEY ("organization", "practitioner") REFERENCES "practitioner" ("organization", "id")');

DO $$
DECLARE key record;
BEGIN
	-- What was moved is emptied below, and with it whatever refers to it.
	FOR key IN SELECT CAST(conrelid AS regclass) AS "table" FROM pg_constraint
		WHERE contype = 'f'
		AND confrelid IN (SELECT CAST("table" AS regclass) FROM "plexus_key")
		AND conrelid NOT IN (SELECT CAST("table" AS regclass) FROM "plexus_key")
	LOOP
		RAISE EXCEPTION 'table % is not of Plexus and refers to what is', key."table"
			USING HINT = 'drop its foreign keys first';
	END LOOP;
	FOR key IN SELECT CAST(conrelid AS regclass) AS "table", conname FROM pg_constraint
		WHERE contype = 'f' AND conrelid IN (SELECT CAST("table" AS regclass) FROM "plexus_key")
		AND (conrelid NOT IN (SELECT logicalrelid FROM pg_dist_partition)
			OR confrelid NOT IN (SELECT logicalrelid FROM pg_dist_partition))
	LOOP
		EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', key."table", key.conname);
	END LOOP;
END $$;

-- Copied to every machine, then distributed by organization.
SELECT create_reference_table('"organization"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"organization"' AS regclass) AND repmodel = 't');
SELECT create_reference_table('"rpps_person"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"rpps_person"' AS regclass) AND repmodel = 't');
SELECT create_reference_table('"rpps_structure"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"rpps_structure"' AS regclass) AND repmodel = 't');
SELECT create_reference_table('"rpps_kind"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"rpps_kind"' AS regclass) AND repmodel = 't');
SELECT create_reference_table('"rpps_activity"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"rpps_activity"' AS regclass) AND repmodel = 't');
SELECT create_reference_table('"rpps_trade"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"rpps_trade"' AS regclass) AND repmodel = 't');
SELECT create_reference_table('"rpps_offer"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"rpps_offer"' AS regclass) AND repmodel = 't');
SELECT create_reference_table('"commune"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"commune"' AS regclass) AND repmodel = 't');
SELECT create_reference_table('"finess"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"finess"' AS regclass) AND repmodel = 't');
SELECT create_distributed_table('"location"', 'organization', colocate_with => 'none') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"location"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"practitioner"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"practitioner"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"healthcare_service"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"healthcare_service"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"project"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"project"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"series"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"series"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"meeting"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"meeting"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"task"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"task"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"attendance"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"attendance"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"rate"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"rate"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"exercise"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"exercise"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"fact"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"fact"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"evidence"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"evidence"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"poll"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"poll"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"poll_option"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"poll_option"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"answer"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"answer"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"schedule"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"schedule"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"slot"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"slot"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"appointment"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"appointment"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"opening"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"opening"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"claim"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"claim"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"quantum"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"quantum"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"notice"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"notice"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"rung"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"rung"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"request"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"request"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"ask"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"ask"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"seal"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"seal"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"redemption"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"redemption"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"waiting"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"waiting"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"questionnaire"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"questionnaire"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"questionnaire_response"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"questionnaire_response"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"practitioner_skills"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"practitioner_skills"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"practitioner_locations"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"practitioner_locations"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"practitioner_fees"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"practitioner_fees"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"practitioner_languages"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"practitioner_languages"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"healthcare_service_practitioners"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"healthcare_service_practitioners"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"project_members"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"project_members"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"series_invited"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"series_invited"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"task_assignees"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"task_assignees"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"task_depends"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"task_depends"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"poll_invited"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"poll_invited"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"rung_who"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"rung_who"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"waiting_let_go"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"waiting_let_go"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"token"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"token"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"journal"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"journal"' AS regclass) AND partmethod = 'h');
SELECT create_distributed_table('"journal_waiting"', 'organization', colocate_with => '"location"') WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = CAST('"journal_waiting"' AS regclass) AND partmethod = 'h');

-- What was moved leaves nothing behind.
SELECT truncate_local_data_after_distributing_table('"organization"') WHERE pg_relation_size('"organization"') > 0;
SELECT truncate_local_data_after_distributing_table('"rpps_person"') WHERE pg_relation_size('"rpps_person"') > 0;
SELECT truncate_local_data_after_distributing_table('"rpps_structure"') WHERE pg_relation_size('"rpps_structure"') > 0;
SELECT truncate_local_data_after_distributing_table('"rpps_kind"') WHERE pg_relation_size('"rpps_kind"') > 0;
SELECT truncate_local_data_after_distributing_table('"rpps_activity"') WHERE pg_relation_size('"rpps_activity"') > 0;
SELECT truncate_local_data_after_distributing_table('"rpps_trade"') WHERE pg_relation_size('"rpps_trade"') > 0;
SELECT truncate_local_data_after_distributing_table('"rpps_offer"') WHERE pg_relation_size('"rpps_offer"') > 0;
SELECT truncate_local_data_after_distributing_table('"commune"') WHERE pg_relation_size('"commune"') > 0;
SELECT truncate_local_data_after_distributing_table('"finess"') WHERE pg_relation_size('"finess"') > 0;
SELECT truncate_local_data_after_distributing_table('"location"') WHERE pg_relation_size('"location"') > 0;
SELECT truncate_local_data_after_distributing_table('"practitioner"') WHERE pg_relation_size('"practitioner"') > 0;
SELECT truncate_local_data_after_distributing_table('"healthcare_service"') WHERE pg_relation_size('"healthcare_service"') > 0;
SELECT truncate_local_data_after_distributing_table('"project"') WHERE pg_relation_size('"project"') > 0;
SELECT truncate_local_data_after_distributing_table('"series"') WHERE pg_relation_size('"series"') > 0;
SELECT truncate_local_data_after_distributing_table('"meeting"') WHERE pg_relation_size('"meeting"') > 0;
SELECT truncate_local_data_after_distributing_table('"task"') WHERE pg_relation_size('"task"') > 0;
SELECT truncate_local_data_after_distributing_table('"attendance"') WHERE pg_relation_size('"attendance"') > 0;
SELECT truncate_local_data_after_distributing_table('"rate"') WHERE pg_relation_size('"rate"') > 0;
SELECT truncate_local_data_after_distributing_table('"exercise"') WHERE pg_relation_size('"exercise"') > 0;
SELECT truncate_local_data_after_distributing_table('"fact"') WHERE pg_relation_size('"fact"') > 0;
SELECT truncate_local_data_after_distributing_table('"evidence"') WHERE pg_relation_size('"evidence"') > 0;
SELECT truncate_local_data_after_distributing_table('"poll"') WHERE pg_relation_size('"poll"') > 0;
SELECT truncate_local_data_after_distributing_table('"poll_option"') WHERE pg_relation_size('"poll_option"') > 0;
SELECT truncate_local_data_after_distributing_table('"answer"') WHERE pg_relation_size('"answer"') > 0;
SELECT truncate_local_data_after_distributing_table('"schedule"') WHERE pg_relation_size('"schedule"') > 0;
SELECT truncate_local_data_after_distributing_table('"slot"') WHERE pg_relation_size('"slot"') > 0;
SELECT truncate_local_data_after_distributing_table('"appointment"') WHERE pg_relation_size('"appointment"') > 0;
SELECT truncate_local_data_after_distributing_table('"opening"') WHERE pg_relation_size('"opening"') > 0;
SELECT truncate_local_data_after_distributing_table('"claim"') WHERE pg_relation_size('"claim"') > 0;
SELECT truncate_local_data_after_distributing_table('"quantum"') WHERE pg_relation_size('"quantum"') > 0;
SELECT truncate_local_data_after_distributing_table('"notice"') WHERE pg_relation_size('"notice"') > 0;
SELECT truncate_local_data_after_distributing_table('"rung"') WHERE pg_relation_size('"rung"') > 0;
SELECT truncate_local_data_after_distributing_table('"request"') WHERE pg_relation_size('"request"') > 0;
SELECT truncate_local_data_after_distributing_table('"ask"') WHERE pg_relation_size('"ask"') > 0;
SELECT truncate_local_data_after_distributing_table('"seal"') WHERE pg_relation_size('"seal"') > 0;
SELECT truncate_local_data_after_distributing_table('"redemption"') WHERE pg_relation_size('"redemption"') > 0;
SELECT truncate_local_data_after_distributing_table('"waiting"') WHERE pg_relation_size('"waiting"') > 0;
SELECT truncate_local_data_after_distributing_table('"questionnaire"') WHERE pg_relation_size('"questionnaire"') > 0;
SELECT truncate_local_data_after_distributing_table('"questionnaire_response"') WHERE pg_relation_size('"questionnaire_response"') > 0;
SELECT truncate_local_data_after_distributing_table('"practitioner_skills"') WHERE pg_relation_size('"practitioner_skills"') > 0;
SELECT truncate_local_data_after_distributing_table('"practitioner_locations"') WHERE pg_relation_size('"practitioner_locations"') > 0;
SELECT truncate_local_data_after_distributing_table('"practitioner_fees"') WHERE pg_relation_size('"practitioner_fees"') > 0;
SELECT truncate_local_data_after_distributing_table('"practitioner_languages"') WHERE pg_relation_size('"practitioner_languages"') > 0;
SELECT truncate_local_data_after_distributing_table('"healthcare_service_practitioners"') WHERE pg_relation_size('"healthcare_service_practitioners"') > 0;
SELECT truncate_local_data_after_distributing_table('"project_members"') WHERE pg_relation_size('"project_members"') > 0;
SELECT truncate_local_data_after_distributing_table('"series_invited"') WHERE pg_relation_size('"series_invited"') > 0;
SELECT truncate_local_data_after_distributing_table('"task_assignees"') WHERE pg_relation_size('"task_assignees"') > 0;
SELECT truncate_local_data_after_distributing_table('"task_depends"') WHERE pg_relation_size('"task_depends"') > 0;
SELECT truncate_local_data_after_distributing_table('"poll_invited"') WHERE pg_relation_size('"poll_invited"') > 0;
SELECT truncate_local_data_after_distributing_table('"rung_who"') WHERE pg_relation_size('"rung_who"') > 0;
SELECT truncate_local_data_after_distributing_table('"waiting_let_go"') WHERE pg_relation_size('"waiting_let_go"') > 0;
SELECT truncate_local_data_after_distributing_table('"token"') WHERE pg_relation_size('"token"') > 0;
SELECT truncate_local_data_after_distributing_table('"journal"') WHERE pg_relation_size('"journal"') > 0;
SELECT truncate_local_data_after_distributing_table('"journal_waiting"') WHERE pg_relation_size('"journal_waiting"') > 0;

-- The foreign keys again.
DO $$
DECLARE key record;
BEGIN
	PERFORM set_config('citus.multi_shard_modify_mode', 'sequential', true);
	FOR key IN SELECT "table", "rule" FROM "plexus_key" k
		WHERE NOT EXISTS (SELECT 1 FROM pg_constraint WHERE contype = 'f'
			AND conrelid = CAST(k."table" AS regclass)
			AND conname = CAST(split_part(k."rule", '"', 2) AS name))
	LOOP
		EXECUTE 'ALTER TABLE ' || key."table" || ' ADD ' || key."rule";
	END LOOP;
END $$;
DROP TABLE "plexus_key";
