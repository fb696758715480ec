# shellcheck shell=sh disable=SC1010
# Monday 5 January 2026.  What waits for the team, and for the coordinator?
export PLEXUS_NOW=2026-01-05T08:00:00Z
plexus today
plexus today --as joly
plexus-task next --limit 5
plexus-task add 'Relire le bilan de vaccination' --project vaccination --assignees jacquier,joly --due vendredi
# A nurse joins the team: the register knows the rest.
plexus-directory add --rpps 10800000019 --joined 2026-01-05

# Who could take her patients for speech therapy?
plexus-directory find ortho --near 49320 --limit 5

# Tuesday.  Prepare the next consultation meeting, and invite every nurse of the house.
export PLEXUS_NOW=2026-01-06T08:00:00Z
plexus-meeting add 'Réunion de concertation pluriprofessionnelle' --kind concertation --start '2026-01-06 12:30' --minutes 75 --invite aubry,beranger,jacquier
plexus-directory list profession=60 associate=yes --ids | plexus-meeting invite 60 -

# Wednesday.  Who came, for how long; the rates of the day are kept with the meeting.
export PLEXUS_NOW=2026-01-07T08:00:00Z
plexus-meeting attend 60 aubry beranger:60 jacquier martin excused:nadeau absent:quentin
plexus-meeting hold 60 --files 6

# Thursday.  What was due by tomorrow has been done; the rest goes to a spreadsheet.
export PLEXUS_NOW=2026-01-08T08:00:00Z
plexus-task list status=open 'due<=vendredi' --jsonl | plexus-task done -
plexus-task list status=open --csv=excel-fr | head -4
plexus-task count --by status

# A wound to be seen again on Monday.  The contact of the patient is sealed: `show` alone opens it.
plexus key init
plexus-slot open --who martin --start 'lundi 14:00' --every 15min --count 4 --audience team
plexus-slot book 1 --patient 'M. D., 1948' --by aubry --reason 'plaie à revoir' --contact '06 12 34 56 78'
plexus-slot list --type appointment --fields start,practitioner,patient,contact
plexus-slot show 1 --type appointment --fields start,practitioner,patient,contact
# Somebody waits for as soon as can be: what is given up is held for them, and nobody else finds it.
plexus-slot book 2 --patient 'L. B., 1955' --by aubry -q
plexus-slot close 3 4
plexus-slot wait --who martin --patient 'P. R., 1962' --by aubry --urgent --within 10d
plexus-slot cancel 2 --reason 'mieux'
plexus-slot list --type waiting
plexus-slot accept 1
# A dressing for tomorrow: asked of her usual nurse, then of everyone near; the first yes has it.
plexus-slot request infirmière --usual nadeau --reason pansement --origin sas --by aubry
plexus-slot answer 1 no --who nadeau
plexus-slot answer 1 yes --who martin
plexus-slot list --type request
plexus-slot stats --by specialty

# A patient coughs: five questions, what they come to, where they are from.  And a form of the team's own.
echo '{"cough":"oui","phlegm":"oui","breathless":"non","over_40":"oui","exposed":"non"}' | plexus-form score bpco --text
plexus-form lint share/demo/marche.json
plexus-form add share/demo/marche.json
plexus-form list --fields name,version,title,origin
# Answers are kept, anonymous ones without a name; results mask what so few people said that it would name them.
plexus-form render bpco --text | head -30
echo '{"cough":"oui","phlegm":"oui","breathless":"non","over_40":"oui","exposed":"non"}' | plexus-form answer bpco - --source paper
plexus-form results bpco
# The team scores itself on the matrix of maturity: each alone, then together; what to improve is a task.
printf 'team_meetings: 1\nteam_protocols: 2\n' | plexus-form answer maturity --who aubry
printf 'team_meetings: 1\nteam_protocols: 0\n' | plexus-form answer maturity --who joly
plexus-report improve 2026 team_meetings --due '30 juin' --assignees joly --means '2 h par mois'
plexus-report maturity --year 2026

# A rule of the team's own is a hook: a task without a length takes half an hour.
install -D share/demo/pre-task-add "$XDG_CONFIG_HOME/plexus/hooks/pre-task-add"
plexus-task add 'Commander les tests' --assignees joly
plexus-task list 'title=Commander les tests' --fields title,minutes

# A slip of the hand is undone, whatever program it was of; what each command did is listed.
plexus-task edit status=open --priority low --yes -q
plexus undo
plexus log --operations --limit 3

# Friday.  The year's accounts: hours of meeting, then the agreement with the health insurance.
export PLEXUS_NOW=2026-01-09T08:00:00Z
plexus-meeting time --year 2025 --by kind
plexus-report set 2025 patients=9240 ald_under_75=640 over_75_without_ald=290 over_75_with_ald=510 c2s_rate=9.1 ame_rate=0.3 national_c2s_rate=7.5 national_ame_rate=0.4
plexus-report set 2025 daily_hours=12 saturday=yes unscheduled_care=yes crisis_plan=yes visiting_days_per_week=0.5 sas=half
plexus-report set 2025 coordination=yes protocols=6 trainees=3 external_coordination=yes quality_level=1 users_level=1
plexus-report set 2025 public_health_missions=vaccination,child-obesity child_obesity=yes heart_failure=yes cooperation_protocols=2 si_standard=yes
plexus-report evidence 2025 A1-HOR share/demo/justificatifs/charte-horaires.md
plexus-report evidence 2025 A1-CRISE-P share/demo/justificatifs/plan-de-crise.md
plexus-report evidence 2025 A2-COO share/demo/justificatifs/fiche-de-poste.md
# Where does the figure of the consultation meetings come from?
plexus-report explain A2-CONC --year 2025
# One more trainee and the second level of users' involvement: what would they have brought?
plexus-report aci --year 2025 --what-if trainees=4 --what-if users_level=2
# Nobody wrote in the journal of all this by hand.
plexus verify --fields ok,lines
