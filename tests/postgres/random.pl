#!/usr/bin/perl
# A team's work, at random but the same again: random.pl SEED COUNT prints COUNT lines
# "INSTANT<TAB>COMMAND", for random.t to run on both engines.  Some commands are wrong on purpose:
# what they say and how they end must be the same as well.  Contacts are left out: what seals them is
# never the same twice.
use strict;
use warnings;
use POSIX qw(strftime);

my ($seed, $count) = @ARGV; # and `undo` where there is such a verb
my $instant = 1772438400; # Monday 2 March 2026, 8:00

sub roll { $seed = ($seed * 1103515245 + 12345) & 0x7fffffff; return ($seed >> 8) % $_[0] }
sub pick { return $_[roll(scalar @_)] }
sub often { return roll(100) < $_[0] }
sub maybe { my $percent = shift; return often($percent) ? ' ' . join('', @_) : '' }

# How many records each command may have made: ids beyond are sometimes asked for.
my %made = map { $_ => 0 } qw(task project meeting poll series slot appointment waiting request answer location organization service);
my @people;
my @projects;

sub id { my $most = $made{$_[0]} + (often(6) ? 3 : 0); return 1 + roll($most || 1) }
# Or one of those that a list gives when the command is run.
sub nth { return '$(plexus-' . $_[0] . ' --ids | sed -n ' . (1 + roll(6)) . 'p)' }
sub free { return often(75) ? nth("slot list status=free 'start>2026-03-01' --sort -start") : id('slot') }
sub booked { return often(75) ? nth('slot list --type appointment status=booked') : id('appointment') }
sub held { return often(75) ? nth('slot list --type waiting status=offered') : id('waiting') }
sub asked { return often(75) ? nth('slot list --type request status=asking --sort -id') : id('request') }
sub ids { return join ' ', map { id($_[0]) } 1 .. 1 + roll(3) }
sub who { return @people && !often(3) ? pick(@people) : pick('personne', 'x y', '99') }
sub whos { return join ',', map { who() } 1 .. 1 + roll(3) }
sub project { return @projects && !often(3) ? pick(@projects) : 'sans-nom' }

my @words = ('relancer', 'Étude', 'œdème', 'bilan', 'l’été', 'Ça', 'École', 'vaccin', 'dossier', 'écho', 'ZÈLE',
	'a_b', '100%', 'ÉTÉ', 'cœur', 'zoé', 'Œuvre', '*', '10', '9', 'B', 'b', 'à');
sub words { return join ' ', map { pick(@words) } 1 .. 1 + roll($_[0] || 3) }
sub day { return pick('today', '+' . roll(40) . 'd', "dans @{[roll(9)]} jours", 'vendredi', 'fin du mois', '2026-0' . (3 + roll(6)) . '-' . sprintf('%02d', 1 + roll(28))) }
sub hour { return sprintf('%02d:%s', 7 + roll(12), pick('00', '15', '30', '45', '05')) }
sub when { return strftime('%Y-%m-%d', gmtime($instant + 86400 * roll(12))) . ' ' . hour() }
sub care { return pick('kiné', 'infirmière', 'médecin', 'généraliste', 'sage-femme', 'cardiologue', 'sorcier') }
sub patient { return "'" . pick('A'..'Z') . '. ' . pick('A'..'Z') . "., 19" . (10 + roll(80)) . "'" }
sub audience { return pick(qw(self team team cpts cpts sas public)) }
sub form { return pick('--json', '--json', '--jsonl', '--csv', '--ids', '', '--csv=excel-fr') }
sub dry { return often(5) ? ' --dry-run' : '' }

sub filter {
	my $type = shift;
	my %fields = (
		task => [qw(title status priority due scheduled wait project assignees depends minutes completed urgency created)],
		practitioner => [qw(handle family given profession phone email skills associate joined left doctor)],
		meeting => [qw(title kind start minutes status place project files)],
		project => [qw(slug title status theme lead start end budget_cents members)],
		slot => [qw(start minutes status practitioner audience mode)],
		appointment => [qw(start status practitioner patient by urgent)],
		waiting => [qw(status care practitioner by urgent)],
		request => [qw(care status by step origin)]);
	my $field = pick(@{$fields{$type}});
	my $value = $field =~ /due|scheduled|wait$|start|end|joined|left|completed|created/ ? day()
		: $field =~ /minutes|files|urgency|budget|step/ ? roll(90)
		: $field =~ /assignees|practitioner|^by$|lead|members/ ? who()
		: $field eq 'project' ? project()
		: $field eq 'status' ? pick(qw(open done started dropped planned held cancelled free busy active closed waiting offered booked asking))
		: $field eq 'priority' ? pick(qw(high normal low)) : $field eq 'kind' ? pick(qw(concertation coordination other))
		: $field eq 'depends' ? id('task') : $field =~ /associate|urgent|doctor/ ? pick(qw(yes no))
		: $field eq 'profession' ? care() : words(1);
	return "'$field" . pick('=', '=', '!=', '<', '<=', '>', '>=', '~') . "$value'" if often(70);
	return "'$field='" if often(50);
	return "'$field!='" if often(40);
	return "'" . substr(pick(@words), 0, 4) . "'";
}

sub list {
	my ($program, $type, $option) = @_;
	my %sorts = (task => [qw(title due -due priority urgency project status -completed)], practitioner => [qw(family -given handle phone left)],
		meeting => [qw(title start -start minutes place)], project => [qw(title -budget_cents theme lead)], slot => [qw(start -start practitioner)],
		appointment => [qw(patient -start)], waiting => [qw(status -id)], request => [qw(care -created)]);
	my $sort = maybe(50, '--sort ', join(',', map { pick(@{$sorts{$type}}) } 1 .. 1 + roll(2)));
	return "plexus-$program count $option " . filter($type) . maybe(70, '--by ', pick('status', @{$sorts{$type}})) . ' --json' if often(15);
	return "plexus-$program list $option" . join('', map { ' ' . filter($type) } 1 .. roll(3)) . $sort
		. maybe(30, '--limit ', 1 + roll(6)) . ' ' . form() . maybe(5, '--exit-code') . maybe(3, '--org all');
}

# Each kind of command, so many in a hundred or so, once what it needs may be there.
my @kinds = (
	[6, '', sub {
		my $handle = 'p' . (1 + @people);
		push @people, $handle;
		return "plexus-directory add '" . words(2) . "' --given '" . pick('Anne', 'Zoé', 'Luc', 'élie', 'Jean-Noël') . "' --handle $handle --profession "
			. pick('kiné', 'infirmier', 'médecin', 'sage-femme', 'médecin', '60') . maybe(30, "--skills 'SI01,", words(1), "'") . maybe(20, '--associate yes')
			. maybe(10, '--left ', day()) . maybe(20, '--phone 06123456', 10 + roll(90)) . ' --json' . dry();
	}],
	[2, 'practitioner', sub { return 'plexus-directory edit ' . who() . ' ' . pick('--phone 0241000000', '--phone=', '--skills +asalée', '--skills=', "--given '" . words(1) . "'", '--left ' . day(), '--rpps 10102727017', '--email a@b', '--specialty cardio') . ' --json' . dry() }],
	[1, 'practitioner', sub { return 'plexus-directory remove ' . who() . ' --yes --json' . dry() }],
	[1, 'practitioner', sub {
		my $rows = join ' ', map { "'" . words(1) . ',' . pick('Anne', 'Luc', '', 'Zoé') . ',' . care() . "'" } 1 .. 1 + roll(4);
		return "printf '%s\\n' nom,prénom,profession $rows | plexus-directory import - --json" . maybe(30, '--strict') . maybe(20, '--on-conflict skip') . dry();
	}],
	[2, 'practitioner', sub { return list('directory', 'practitioner', '') }],
	[1, 'practitioner', sub { return 'plexus-directory find ' . care() . maybe(40, '--near 49320') . maybe(30, '--within 30km') . ' --json' }],
	[1, 'practitioner', sub { return pick('plexus-directory reconcile --json', 'plexus-directory missing --json', 'plexus-directory export --fhir', 'plexus-directory export --vcard', 'plexus-directory show ' . who() . ' --json', 'plexus-directory list --type organization --json') }],
	[1, '', sub { $made{location}++; return "plexus-directory add --type location '" . words(2) . "' --postcode 49320 --city 'Le Val' --lat 47.3" . roll(9) . ' --lon -0.' . roll(99) . ' --json' . dry() }],
	[1, '', sub { $made{organization}++; return "plexus-directory add --type organization '" . words(2) . "' --kind " . pick(qw(imaging laboratory cpts)) . ' --json' }],
	[1, 'practitioner', sub { $made{service}++; return "plexus-directory add --type healthcare_service '" . words(2) . "'" . maybe(40, '--location ', id('location')) . maybe(40, '--practitioners ', whos()) . ' --json' }],

	[3, '', sub {
		my $slug = 'projet-' . (1 + @projects);
		push @projects, $slug;
		return "plexus-project add '" . words(3) . "' --slug $slug" . maybe(50, '--lead ', who()) . maybe(40, '--members ', whos()) . maybe(30, '--budget-cents ', roll(100000)) . maybe(30, '--theme ', pick('bpco', 'Été', 'vaccin')) . ' --json' . dry();
	}],
	[1, '', sub { return 'plexus-project edit ' . project() . ' ' . pick('--status closed', '--status=active', '--lead=', '--members +' . who(), '--title=', '--end ' . day()) . ' --json' . dry() }],
	[1, '', sub { return pick('plexus-project remove ' . project() . ' --yes --json', list('project', 'project', ''), 'plexus-project export | plexus-project import - --json') }],

	[12, '', sub {
		$made{task}++;
		return "plexus-task add '" . words(4) . "'" . maybe(50, '--due ', "'" . day() . "'") . maybe(40, '--assignees ', whos()) . maybe(40, '--project ', project()) . maybe(30, '--priority ', pick(qw(high low)))
			. maybe(15, '--depends ', id('task')) . maybe(15, "--recur '", pick('monthly', 'tous les lundis', 'weekly after', 'le 1er mardi du mois', 'FREQ=DAILY;COUNT=3'), "'")
			. maybe(15, "--notes '", words(5), "'") . maybe(10, '--wait ', "'" . day() . "'") . ' --json' . dry();
	}],
	[5, 'task', sub { return 'plexus-task ' . pick('done', 'done', 'start', 'stop', 'drop', 'reopen') . ' ' . ids('task') . ' --json' . dry() }],
	[4, 'task', sub { return 'plexus-task edit ' . id('task') . ' ' . pick('--due=', "--due '" . day() . "'", "--title '" . words(3) . "'", '--priority low', '--assignees +' . who(), '--assignees -' . who(), '--assignees=', '--project ' . project(), '--minutes ' . roll(200), '--status done', '--notes=', "--due 'jamais'") . ' --json' . dry() }],
	[1, 'task', sub { return 'plexus-task edit ' . filter('task') . ' --priority ' . pick(qw(high low normal)) . ' --yes --json' . dry() }],
	[2, 'task', sub { return 'plexus-task depend ' . id('task') . ' on ' . id('task') . ' --json' }],
	[2, 'task', sub { return 'plexus-task remove ' . ids('task') . ' --yes --json' . dry() }],
	[4, 'task', sub { return list('task', 'task', '') }],
	[2, 'task', sub { return pick('plexus-task next --json', 'plexus-task next --limit 3', 'plexus-task burndown --json', 'plexus-task calendar --json', 'plexus-task recur ' . id('task') . ' --json', 'plexus-task show ' . id('task') . ' --json', 'plexus-task list --tree') }],
	[1, '', sub { return 'plexus-task template apply ' . pick('accueil-stagiaire', 'campagne-aci', 'projet-de-sante', 'rien') . ' --start ' . pick('2026-05-01', '2026-04-13') . ' --json' . dry() }],
	[1, 'task', sub {
		my $rows = join ' ', map { "'" . words(2) . ',' . pick('', 'demain', '32/13/2026', '2026-04-0' . (1 + roll(9))) . ',' . pick('haute', 'low', 'normale') . "'" } 1 .. 1 + roll(6);
		return "printf '%s\\n' titre,échéance,priorité $rows | plexus-task import - --json" . maybe(20, '--strict') . dry();
	}],
	[1, 'task', sub { return 'plexus-task export ' . filter('task') . ' | plexus-task import - --json' }],

	[4, 'practitioner', sub {
		$made{meeting}++;
		return "plexus-meeting add '" . words(3) . "' --start '" . when() . "' --minutes " . (15 * (1 + roll(8))) . ' --kind ' . pick(qw(concertation coordination project other)) . maybe(60, '--invite ', whos()) . maybe(30, '--project ', project()) . maybe(30, "--place '", words(2), "'") . ' --json' . dry();
	}],
	[2, 'meeting', sub { return 'plexus-meeting invite ' . id('meeting') . ' ' . who() . ' ' . who() . ' --json' . dry() }],
	[2, 'meeting', sub { return 'plexus-meeting attend ' . id('meeting') . ' ' . join(' ', map { maybe(0) . pick('', '', 'absent:', 'excused:') . who() . pick('', '', ':60', ':0', ':x') } 1 .. 1 + roll(3)) . ' --json' . dry() }],
	[2, 'meeting', sub { return 'plexus-meeting ' . pick('hold', 'hold', 'cancel') . ' ' . id('meeting') . maybe(30, '--files ', roll(9)) . ' --json' . dry() }],
	[1, 'meeting', sub { return 'plexus-meeting edit ' . id('meeting') . ' ' . pick("--start '" . when() . "'", '--minutes 45', '--place=', '--project=', '--status planned') . ' --json' . dry() }],
	[1, 'meeting', sub { return 'plexus-meeting remove ' . id('meeting') . ' --yes --json' . dry() }],
	[1, 'meeting', sub { return "printf '%s\\n' '# Points' '- [ ] " . words(3) . ' @' . who() . "' '- [ ] " . words(2) . " (vendredi)' >notes.md; plexus-meeting minutes " . id('meeting') . ' notes.md --json' . dry() }],
	[2, 'meeting', sub { return list('meeting', 'meeting', '') }],
	[2, 'meeting', sub { return pick('plexus-meeting time --year 2026 --json', 'plexus-meeting time --year 2026 --by ' . pick('practitioner,month', 'kind', 'nature,project') . ' --csv', 'plexus-meeting pace --year 2026 --json', 'plexus-meeting show ' . id('meeting') . ' --json', 'plexus-meeting ics', 'plexus-meeting list --type attendance --json', 'plexus-meeting export | plexus-meeting import - --json') }],
	[1, '', sub { return 'plexus-meeting add --type rate --profession ' . pick('10', '60', '70', '50') . ' --nature ' . pick('indemnity', 'remuneration') . ' --from 2026-0' . (1 + roll(4)) . '-01 --hourly-cents ' . (3000 + roll(3000)) . ' --json' }],
	[1, 'practitioner', sub { $made{poll}++; return "plexus-meeting poll open '" . words(2) . "' --dates '" . join(',', map { when() } 1 .. 1 + roll(3)) . "' --invite " . whos() . ' --rule ' . pick(qw(most all half doctors)) . ' --json' }],
	[2, 'poll', sub { return 'plexus-meeting poll answer ' . id('poll') . ' ' . join(' ', map { who() . ':' . pick('1', '1,2?', 'all', 'none', '3', '2?') } 1 .. 1 + roll(3)) . ' --json' }],
	[1, 'poll', sub { return 'plexus-meeting poll ' . pick('show', 'close', 'close') . ' ' . id('poll') . ' --json' }],
	[1, 'practitioner', sub { $made{series}++; return "plexus-meeting series add '" . words(2) . "' --rule " . pick('FREQ=WEEKLY', "'FREQ=MONTHLY;BYDAY=1TU'", "'tous les mardis'") . " --start '" . when() . "' --count " . (2 + roll(4)) . ' --minutes 60' . maybe(60, '--invited ', whos()) . ' --json' . dry() }],
	[1, 'series', sub { return 'plexus-meeting series ' . pick('extend', "edit " . id('series') . " --start '" . when() . "'", 'edit ' . id('series') . ' --minutes 30', 'edit ' . id('series') . ' --invited ' . whos()) . ' --json' . dry() }],

	[6, 'practitioner', sub {
		$made{slot} += 4;
		return 'plexus-slot open --who ' . who() . " --start '" . when() . "' --every " . pick('15min', '20min', '30min') . ' --count ' . (2 + roll(6)) . ' --audience ' . audience() . maybe(15, "--repeat 'FREQ=DAILY;COUNT=3'") . maybe(15, '--before 5min') . maybe(15, '--after 10min') . maybe(10, '--daily ', 1 + roll(3))
			. maybe(10, '--hold 1h') . maybe(10, '--horizon 7') . ' --json' . dry();
	}],
	[8, 'slot', sub { $made{appointment}++; return 'plexus-slot book ' . free() . ' --patient ' . patient() . ' --by ' . who() . maybe(40, "--reason '", words(2), "'") . maybe(10, '--urgent yes') . maybe(10, '--audience ', audience()) . ' --json' . dry() }],
	[3, 'appointment', sub { return 'plexus-slot cancel ' . booked() . " --reason '" . words(1) . "' --json" . dry() }],
	[2, 'appointment', sub { return 'plexus-slot move ' . booked() . ' ' . free() . ' --json' . dry() }],
	[1, 'appointment', sub { return 'plexus-slot ' . pick('attended', 'missed', "correct --reason '" . words(1) . "'", 'correct --patient ' . patient()) . ' ' . booked() . ' --json' . dry() }],
	[1, 'slot', sub { return 'plexus-slot close ' . ids('slot') . ' --json' . dry() }],
	[1, 'slot', sub { return 'plexus-slot ' . pick('reopen', 'publish --audience ' . audience()) . ' ' . ids('slot') . ' --json' . dry() }],
	[1, 'slot', sub { return 'plexus-slot publish practitioner=' . who() . ' status=free --audience ' . audience() . ' --yes --json' }],
	[2, 'slot', sub { return 'plexus-slot find ' . care() . maybe(50, '--within 10d') . maybe(30, '--for ', audience()) . maybe(30, '--near 49320') . ' --json' }],
	[3, 'slot', sub { $made{waiting}++; return 'plexus-slot wait ' . (often(50) ? care() : '--who ' . who()) . ' --patient ' . patient() . ' --by ' . who() . maybe(30, '--urgent yes') . maybe(40, '--within ', 1 + roll(9), 'd') . maybe(20, '--near 49320') . ' --json' . dry() }],
	[3, 'waiting', sub { return 'plexus-slot ' . pick('accept', 'accept', 'decline', 'leave') . ' ' . held() . ' --json' . dry() }],
	[2, 'practitioner', sub { $made{request}++; return 'plexus-slot request ' . care() . ' --by ' . who() . maybe(50, '--usual ', who()) . maybe(30, '--place 49320') . maybe(30, '--within 24h') . maybe(40, '--origin ', pick(qw(sas pharmacy practice))) . maybe(30, '--reason pansement') . ' --json' . dry() }],
	[3, 'request', sub { return 'plexus-slot answer ' . asked() . ' ' . pick('yes', 'no') . ' --who ' . (often(70) ? '$(plexus-slot list --type ask --sort -id --limit 1 --jsonl | jq -r .practitioner)' : who()) . ' --json' . dry() }],
	[1, 'request', sub { return 'plexus-slot withdraw ' . asked() . ' --json' }],
	[2, '', sub { return 'plexus-slot ' . pick('climb --json', 'climb --json', 'notices', 'rebuild --json', 'forget --json') }],
	[2, 'slot', sub { return 'plexus-slot ' . pick('stats --year 2026 --json', 'stats --year 2026 --by month --csv', 'stats --year 2026 --by specialty --json', 'export --for ' . audience(), 'export --fhir --for team', 'show ' . id('slot') . ' --json') }],
	[1, 'slot', sub { return 'plexus-slot export --fhir --for team | plexus-slot import - --json' }],
	[3, 'slot', sub { my $type = pick(qw(slot appointment waiting request)); return list('slot', $type, "--type $type") }],

	[2, '', sub { return 'plexus-report set ' . pick('2025', '2026', '2026') . ' ' . pick('patients=' . roll(9999), 'coordination=yes', 'protocols=' . roll(9), 'sas=half', 'trainees=', 'ame_rate=1.2', 'patients=-1', 'public_health_missions=vaccination,bpco') . ' --json' . dry() }],
	[1, '', sub { return 'echo preuve >preuve.md; plexus-report evidence 2026 ' . pick('A1-HOR', 'A2-COO', 'X') . ' preuve.md --json' . dry() }],
	[2, '', sub { return 'plexus-report ' . pick('aci --year 2026 --json', 'aci --year 2026', 'explain A2-CONC --year 2026 --json', 'facts --year 2026 --json', 'activity --year 2026 --json', 'activity --year 2026 --by person --csv', 'time --year 2026 --json', 'maturity --year 2026 --json', 'list --type fact --json') }],
	[1, 'practitioner', sub { return "plexus-report improve 2026 team_meetings --due '30 juin' --assignees " . whos() . ' --json' . dry() }],

	[2, '', sub { $made{answer}++; return 'echo \'{"cough":"' . pick('oui', 'non', 'yes', 'peut-être') . '","phlegm":"oui","breathless":"non","over_40":"' . pick('oui', 'non') . '","exposed":"non"}\' | plexus-form answer bpco - --source paper --json' . dry() }],
	[1, 'practitioner', sub { return "printf 'team_meetings: " . roll(4) . "\\nteam_protocols: " . roll(3) . "\\n' | plexus-form answer maturity --who " . who() . ' --json' }],
	[1, 'answer', sub { return 'plexus-form ' . pick('results bpco --json', 'export bpco', 'export bpco --csv', 'export bpco --fhir', 'results maturity --json', 'count --type questionnaire_response --by form --json', 'list --json', 'export bpco | plexus-form import bpco - --json') }],

	[2, '', sub { return 'plexus log --json --limit ' . (1 + roll(30)) . maybe(10, '--since hier') }],
	[1, 'task', sub { return 'plexus log task ' . id('task') . ' --json' }],
	[1, '', sub { return pick('plexus today --json', 'plexus today --as ' . who() . ' --json', 'plexus today') }],
	[4, 'undo', sub { return 'plexus ' . pick('undo', 'undo', 'undo 2', 'undo ' . (1 + roll(5)), 'redo', 'redo', 'redo 2') . ' --json' . dry() }],
	[2, '', sub { return pick('plexus-task add', "plexus-task add ''", 'plexus-task list nothing=1', "plexus-task list 'due<jamais'", 'plexus-slot book', 'plexus-meeting hold 9999', 'plexus-task show 9999 --json', "plexus-task add X --assignees nobody", 'plexus-directory remove organization', 'plexus-task depend 1 on 1', "plexus-task list 'title~('", 'plexus-task remove', "plexus-project add X --slug projet-1", "plexus-directory add X --handle p1 --json", 'plexus-task list --sort nothing') }],
);
$made{undo} = grep { $_ eq 'undo' } @ARGV;

my $total = 0;
$total += $_->[0] for @kinds;
while ($count > 0) {
	my $at = roll($total);
	for my $kind (@kinds) {
		next if ($at -= $kind->[0]) >= 0;
		last if $kind->[1] && !($kind->[1] eq 'practitioner' ? @people > 2 : $made{$kind->[1]});
		my $command = $kind->[2]->();
		print strftime('%Y-%m-%dT%H:%M:%SZ', gmtime($instant)), "\t$command\n";
		$instant += often(85) ? roll(900) : often(70) ? roll(16000) : -roll(300);
		$count--;
		last;
	}
}
