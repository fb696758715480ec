#!/usr/bin/perl
# Many transactions for psql of a few that were recorded: many.pl COUNT OUT TEMPLATE…
# OUT/000001 and so on are the templates in turn, each an addition by plexus-task with a uid of its own and
# the id that the server gives it.  The line of the journal goes where ours would: to the chain, with those
# that waited for it, by who gets its lock, else among those that wait; both in plain SQL.
use strict;
use warnings;

my ($count, $out, @templates) = @ARGV;
my $columns = '"at", "actor", "operation", "organization", "type", "uid", "before", "after", "digest"';

sub template {
	my ($file) = @_;
	open my $in, '<', $file or die "$file: $!\n";
	my $text = do { local $/; <$in> };
	my ($id, $uid) = $text =~ /INSERT INTO "task" .*? VALUES \('(\d+)', '([-0-9a-f]{36})'/ or die "$file: adds no task\n";
	$text =~ s/^(SELECT px_next_ids[^;]*);$/$1 AS id \\gset/m or die "$file: takes no id\n";
	$text =~ s/^SELECT (pg_try_advisory_xact_lock[^;]*);\n(?:SELECT [^\n]*\n|DELETE [^\n]*\n)*INSERT INTO "journal\w*" \([^)]*\) VALUES \(([^\n]*)\);\n/chained($1, $2)/me
		or die "$file: writes no line\n";
	$text =~ s/'$id'/:id/g;
	return [$text, $uid];
}

# values: of a line with or without its number and chain
sub chained {
	my ($lock, $values) = @_;
	$values =~ s/^'\d+', (?='\d{4}-)//;
	my ($line, $chain) = $values =~ /^(.*'[0-9a-f]{64}'), ('[0-9a-f]{64}')$/s;
	($line, $chain) = ($values, "'" . 'f' x 64 . "'") unless $line;
	return "SELECT $lock AS chained \\gset\n\\if :chained\nSELECT \"seq\", \"chain\" FROM \"journal\" ORDER BY \"seq\" DESC LIMIT 1 \\gset\n"
		. "WITH waited AS (DELETE FROM \"journal_waiting\" RETURNING *) INSERT INTO \"journal\" (\"seq\", $columns, \"chain\")"
		. " SELECT :seq + row_number() OVER (ORDER BY \"line\"), $columns, \"digest\" FROM waited;\n"
		. "INSERT INTO \"journal\" (\"seq\", $columns, \"chain\") VALUES ((SELECT max(\"seq\") + 1 FROM \"journal\"), $line, $chain);\n"
		. "\\else\nINSERT INTO \"journal_waiting\" ($columns) VALUES ($line);\n\\endif\n";
}

my @made = map { template($_) } @templates;
for my $n (1 .. $count) {
	my ($text, $uid) = @{ $made[$n % @made] };
	my $own = sprintf '01aa0028-0000-7000-8000-%012x', $n;
	$text =~ s/$uid/$own/g;
	open my $file, '>', sprintf('%s/%06d', $out, $n) or die "$out: $!\n";
	print $file $text;
}
