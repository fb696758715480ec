# shellcheck shell=sh
# The team's own files become a database.  First of all, an organization:
plexus init --name 'MSP du Val' --kind msp
# the national register (here a synthetic extract), that new professionals are taken from;
share/demo/make-register 3000 | plexus-directory import --from rpps -
# the team, from a French Excel; whatever it mends or refuses is said;
plexus-directory import share/demo/equipe.csv
# what patients will read: the house and what the law asks it to say, its sites, who is shown and
# on which terms, what is offered; and then nothing is missing;
plexus-directory import --type organization share/demo/structure.csv
plexus-directory import --type location share/demo/sites.csv
plexus-directory import share/demo/public.csv
plexus-directory import --type service share/demo/services.csv
plexus-directory missing
# projects, and what an hour of meeting is worth;
plexus-project import share/demo/projets.csv
plexus-meeting import --type rate share/demo/taux.csv
# the meetings of 2025, who came, and the tasks that they gave.
plexus-meeting import share/demo/reunions.csv
plexus-meeting import --type attendance share/demo/presences.csv
plexus-task import share/demo/taches.csv
# The same file a second time changes nothing.
plexus-directory import share/demo/equipe.csv
# All those meetings took place: their hours are frozen at the rates of their day.
plexus-meeting hold 'start<2026-01-01' --yes --quiet
