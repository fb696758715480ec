#!/usr/bin/perl
# Writers without pause: writers.pl WRITERS SECONDS COMMAND…
# Each writer runs the command again and again.  With WORDS=FILE in the environment, {} in the command
# is a line of it, each once, and who has none left stops.  Prints what was written, how many failed, and the
# longest, median and 99th hundredth wait, and all of it, in seconds: "written 1234 failed 0 longest …".
use strict;
use warnings;
use Time::HiRes qw(time);

my ($writers, $seconds, @command) = @ARGV;
my $begun = time;
my $end = $begun + $seconds;
my @pipes;
my @words;
if ($ENV{WORDS}) {
	open my $file, '<', $ENV{WORDS} or die "$ENV{WORDS}: $!\n";
	chomp(@words = <$file>);
}

for my $writer (0 .. $writers - 1) {
	pipe(my $read, my $write) or die "pipe: $!\n";
	defined(my $child = fork) or die "fork: $!\n";
	if ($child) {
		close $write;
		push @pipes, $read;
		next;
	}
	open STDOUT, '>', '/dev/null';
	for (my $turn = $writer; (my $start = time) < $end && !(@words && $turn > $#words); $turn += $writers) {
		my @said = @command;
		if (@words) { s/\{\}/$words[$turn]/g for @said; }
		my $status = system { $said[0] } @said;
		syswrite $write, sprintf("%d %.6f\n", $status, time - $start);
	}
	exit 0;
}
my ($failed, @waits) = (0);
for my $pipe (@pipes) {
	while (<$pipe>) {
		my ($status, $wait) = split;
		$failed++ if $status;
		push @waits, $wait;
	}
}
@waits = sort { $a <=> $b } @waits;
printf "written %d failed %d longest %.3f median %.4f p99 %.4f seconds %.3f\n", @waits - $failed, $failed,
	$waits[-1], $waits[@waits / 2], $waits[@waits * 0.99], time - $begun;
