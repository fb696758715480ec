#!/usr/bin/perl
# A socket between programs and a PostgreSQL, which breaks one connection at a moment of our choice:
#
#	cut.pl FOLDER SERVER-FOLDER TEXT before|after
#
# The first connection whose client sends TEXT (\0 is a NUL: "COMMIT\0" is that statement alone) is broken off `before` the server has it, or `after` the
# server has answered, before the client hears of it; later ones are let through.  Prints "ready".
use strict;
use warnings;
use IO::Select;
use IO::Socket::UNIX;

my ($folder, $server, $text, $when) = @ARGV;
$text =~ s/\\0/\0/g;
my $name = '.s.PGSQL.5432';
my $listener = IO::Socket::UNIX->new(Local => "$folder/$name", Listen => 20) or die "$folder: $!\n";
chmod 0777, "$folder/$name";
my $select = IO::Select->new($listener);
my (%peer, %is_client, %doomed);
my $cut = 0;
$| = 1;
print "ready\n";

sub drop {
	my ($socket) = @_;
	for my $end ($socket, $peer{$socket}) {
		$select->remove($end);
		close $end;
	}
}

while (my @ready = $select->can_read) {
	for my $socket (@ready) {
		if ($socket == $listener) {
			my $client = $listener->accept or next;
			my $there = IO::Socket::UNIX->new(Peer => "$server/$name") or do { close $client; next };
			@peer{$client, $there} = ($there, $client);
			$is_client{$client} = 1;
			$select->add($client, $there);
			next;
		}
		next unless defined fileno $socket;
		my $there = $peer{$socket};
		my $got = sysread $socket, my $bytes, 65536;
		if (!$got || (!$is_client{$socket} && $doomed{$there})) {
			drop($socket);
			next;
		}
		if ($is_client{$socket} && !$cut && index($bytes, $text) >= 0) {
			$cut = 1;
			if ($when eq 'before') { drop($socket); next; }
			$doomed{$socket} = 1;
		}
		syswrite $there, $bytes;
	}
}
