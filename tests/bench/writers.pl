#!/usr/bin/perl
# Writers without pause: writers.pl WRITERS SECONDS COMMAND…
# Each writer runs the command again and again.  Prints what was written, how many failed, and the
# longest, median and 99th hundredth wait, in seconds: "written 1234 failed 0 longest 0.31 …".
use strict;
use warnings;
use Time::HiRes qw(time);

my ($writers, $seconds, @command) = @ARGV;
my $end = time + $seconds;
my @pipes;

for (1 .. $writers) {
	pipe(my $read, my $write) or die "pipe: $!\n";
	defined(my $child = fork) or die "fork: $!\n";
	if ($child) {
		close $write;
		push @pipes, $read;
		next;
	}
	open STDOUT, '>', '/dev/null';
	while ((my $start = time) < $end) {
		my $status = system { $command[0] } @command;
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
printf "written %d failed %d longest %.3f median %.3f p99 %.3f\n", @waits - $failed, $failed,
	$waits[-1], $waits[@waits / 2], $waits[@waits * 0.99];
