# shellcheck shell=sh
# The team's own files become a database.  First of all, an organization:
plexus init --name 'MSP du Val' --kind msp
# the national register (here a synthetic extract), that new professionals are taken from;
share/demo/make-register 3000 | plexus-directory import --from rpps -
# the team, from a French Excel; whatever it mends or refuses is said;
plexus-directory import share/demo/equipe.csv
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
