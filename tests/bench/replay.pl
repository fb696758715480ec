#!/usr/bin/perl
# What commands said to a PostgreSQL, as scripts for psql: replay.pl DATABASE FOLDER <LOG
# From the server's log in JSON, with log_statement=all, of what was said to that database: a script a
# connection, FOLDER/00001.sql and so on, with the same statements in the same round trips.
use strict;
use warnings;
use JSON::PP;

my ($database, $folder) = @ARGV;
my ($json, %scripts, @order) = (JSON::PP->new->utf8);
binmode STDOUT, ':utf8';

# "$1 = 'a', $2 = NULL" in place of $1, $2…
sub bound {
	my ($text, $detail) = @_;
	my %values;
	while ($detail =~ /\$(\d+) = (NULL|'(?:[^']|'')*')/g) { $values{$1} = $2; }
	$text =~ s/\$(\d+)/$values{$1}/g;
	return $text;
}

while (<STDIN>) {
	my $line = eval { $json->decode($_) } or next;
	next unless ($line->{dbname} // '') eq $database;
	my ($kind, $text) = $line->{message} =~ /^(statement|execute [^:]+): (.*)/s or next;
	if ($kind eq 'statement') {
		$text =~ s/;\s*$//;
		$text =~ s/;\s+/ \\; /g; # together in one message, as they were
	} else {
		$text = bound($text, $line->{detail} // '');
	}
	$text =~ s/\n/ /g;
	push @order, $line->{pid} unless $scripts{ $line->{pid} };
	$scripts{ $line->{pid} } .= "$text;\n";
}
my $number = 0;
for my $pid (@order) {
	open my $out, '>:utf8', sprintf('%s/%05d.sql', $folder, ++$number) or die "$folder: $!\n";
	print $out $scripts{$pid};
}
