#!/usr/bin/env bash
# Every example of help and manuals is a command that works, each in the same small team.
. "$(dirname "$0")/../lib.sh"

demo=$top/share/demo
new_team
# What the examples name: files, people, a project, a number of the register.
cp "$demo/equipe.csv" equipe.csv
"$demo/make-register" 50 | sed s/10800000019/10000023084/g >PS_LibreAcces_Personne_activite.txt
echo 'Protocole AVK' >protocole-avk.pdf
cp "$demo/compte-rendu.md" notes.md
cp "$demo/marche.json" questionnaire.json
printf 'cough,phlegm,breathless,over_40,exposed\noui,non,oui,non,oui\n' >bpco.csv
printf 'qui,20/03 12:30,21/03 13:00\nHélène Aubry,oui,si besoin\njoly,non,oui\n' >reponses.csv
printf 'Date;delay;recommend\n20/03/2026;3;8\n' >saisies.csv
echo '{"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"delay","answer":[{"valueCoding":{"code":"3"}}]}]}' >reponses.json
{
	plexus-directory import -q equipe.csv
	plexus-directory import -q --type organization "$demo/structure.csv"
	plexus-directory import -q --type location "$demo/sites.csv"
	plexus-directory import -q "$demo/public.csv"
	plexus-directory import -q --type service "$demo/services.csv"
	plexus-directory import -q --from rpps PS_LibreAcces_Personne_activite.txt
	plexus-directory add -q Dupont --given Jeanne --profession 10
	plexus-directory add -q Durand --given Louis --profession 70
	plexus-project import -q "$demo/projets.csv"
	plexus-project add -q 'Parcours BPCO'
	plexus-meeting import -q "$demo/reunions.csv"
	plexus-meeting import -q --type rate "$demo/taux.csv"
	plexus-meeting series add Staff --rule 'FREQ=MONTHLY;BYDAY=1TU' --start '2025-04-01 12:30' -q
	plexus-meeting poll-open RCP --dates '2025-03-20 12:30,2025-03-21 13:00' --invite dupont,aubry -q
	plexus-meeting poll-answer 1 dupont:1 -q
	plexus-slot open --who martin --start 'lundi 14:00' --count 12 --audience team -q
	plexus-slot book 1 --patient 'A. B., 1950' --by dupont -q
	plexus-slot book 7 --patient 'C. D., 1960' --by dupont -q
	plexus-slot export --fhir --for team -o creneaux.json
	printf 'professionnel;début;nombre\nmartin;05/05/2026 10:00;4\n' >offres.csv
	plexus-slot request infirmière --usual martin --by dupont -q
	plexus-slot wait --who martin --patient 'E. F., 1970' --by dupont -q
	plexus key init -q
	plexus-slot token 1 >token.txt
	echo 0612345678 >contact.txt
	plexus-task import -q "$demo/taches.csv"
	plexus-site init -q
	plexus-site build --out public -q
	plexus-task list --csv=excel-fr -o taches.csv
	plexus-task add Brouillon -q
	plexus undo -q
	plexus dump --dir sauvegarde -q
	plexus backup copie.db -q
} >"$tmp/said" 2>&1
is "$(grep -ci 'rejected\|error' "$tmp/said")" 0 'the team is made'
team=$(location team)
copy_database "$PLEXUS_DB" "$team"

examples() {
	local program verb
	for program in "$built"/bin/*; do
		program=${program##*/}
		for verb in '' $("$program" --help | awk '/^Verbs:/ { on = 1; next } /^$/ { on = 0 } on && /^  [a-z]/ { print $1 }'); do
			"$program" help ${verb:+"$verb"} | awk '/^Examples:/ { on = 1; next } /^$/ { on = 0 } on && /^  [^ ]/ { print substr($0, 3) }'
		done
	done
	sed -n 's/^\.Dl \(\$ \)\?//p' "$top"/share/man/*.7 | sed 's/\\-/-/g; s/\\e/\\/g'
}

mapfile -t commands < <(examples | sort -u)
ok 'there are examples' test "${#commands[@]}" -gt 30
for command in "${commands[@]}"; do
	[[ $command != *'plexus backup'* ]] || sqlite_only "$command" || continue
	if [[ $command == 'plexus key init' ]]; then mv "$HOME/.config/plexus/keys" keys; fi
	if [[ $command == 'plexus backup '[!-]* ]]; then rm -f copie.db; fi
	if [[ $command == 'plexus init '* ]]; then no_database; else copy_database "$team" "$PLEXUS_DB"; fi
	run bash -o pipefail -c "$command"
	status 0 "$command"
	if [[ -d keys ]]; then rm -r "$HOME/.config/plexus/keys" && mv keys "$HOME/.config/plexus/"; fi
done
done_testing
