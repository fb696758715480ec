#!/usr/bin/perl
# Markdown for the site bench: fill_site.pl COUNT PLEXUS-FOLDER HUGO-FOLDER.  The same texts for both:
# news of ten years with headings, lists, links, emphasis, a table now and then, 1.5 to 4 kB each.
use strict;
use warnings;

my ($count, $plexus, $hugo) = @ARGV;
my @words = qw(santé équipe soins patient marche atelier dépistage vaccin conseil rendez-vous semaine
	infirmière médecin sommeil alimentation souffle école quartier prévention réunion parcours appui
	traitement domicile pharmacie écoute mémoire équilibre cœur diabète enfant grossesse tabac);
my @tags = ('prévention', 'vaccination', 'ateliers', 'vie de l’équipe', 'diabète', 'souffle');
my $seed = 42;

sub pick { $seed = ($seed * 1103515245 + 12345) & 0x7fffffff; return ($seed >> 8) % $_[0] }
sub words { return join ' ', map { $words[pick(scalar @words)] } 1 .. $_[0] }

sub paragraph {
	my $text = ucfirst(words(12 + pick(30)));
	$text .= ', **' . words(2) . '** et *' . words(1) . '* ' . words(10 + pick(20));
	$text .= ' ([voir](https://www.example.org/' . pick(1000) . '))' if pick(3) == 0;
	return "$text.\n\n";
}

sub body {
	my $text = paragraph();
	for my $part (1 .. 2 + pick(3)) {
		$text .= "## " . ucfirst(words(4)) . "\n\n" . paragraph();
		$text .= join('', map { '- ' . words(6) . "\n" } 1 .. 3 + pick(4)) . "\n" if pick(2);
		$text .= "| quand | qui |\n|---|---|\n| lundi | " . words(2) . " |\n| mardi | " . words(2) . " |\n\n" if pick(6) == 0;
		$text .= paragraph();
	}
	return $text;
}

for my $i (1 .. $count) {
	my $day = sprintf '%04d-%02d-%02d', 2016 + int(($i - 1) * 10 / $count), 1 + pick(12), 1 + pick(28);
	my $title = ucfirst(words(5)) . " $i";
	my $head = "title: \"$title\"\ndate: $day\ntags: [\"$tags[pick(scalar @tags)]\"]\n";
	my $text = body();
	for my $to ("$plexus/actualites", "$hugo/content/actualites") {
		open my $out, '>', sprintf('%s/article-%05d.md', $to, $i) or die "$to: $!\n";
		print $out "---\n$head---\n$text";
		close $out or die;
	}
}
