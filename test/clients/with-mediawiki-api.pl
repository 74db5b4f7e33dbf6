# A bot's day with MediaWiki::API. Arguments: the address of api.php, a word for titles. Prints what it saw as JSON.
use strict;
use warnings;
use JSON::PP;
use MediaWiki::API;

my ($api, $word) = @ARGV;
my $title = "Perl $word";

sub open_wiki {
    my $mw = MediaWiki::API->new({ api_url => $api, retries => 0 });
    $mw->{config}->{on_error} = sub { die "$mw->{error}->{code}: $mw->{error}->{details}\n" };
    return $mw;
}

my $mw = open_wiki();
$mw->login({ lgname => 'Robot@bot', lgpassword => 'b' x 32 });
$mw->edit({ action => 'edit', title => $title, text => 'First.', summary => 'made' });
my $page = $mw->get_page({ title => $title });
$mw->edit({
    action => 'edit',
    title => $title,
    text => "$page->{'*'}\nSecond.",
    basetimestamp => $page->{timestamp},
    summary => 'more',
});
# One at a time, so that it has to continue.
my $history = $mw->list(
    { action => 'query', list => 'usercontribs', ucuser => 'Robot', uclimit => 1, ucprop => 'title|comment' },
    { max => 2 },
);
my $conflict = eval {
    $mw->edit({ action => 'edit', title => $title, text => 'Third.', createonly => 1 });
    1;
} ? 'none' : $@;
print encode_json({
    text => open_wiki()->get_page({ title => $title })->{'*'},
    comments => [ map { $_->{comment} } @$history[ 0, 1 ] ],
    refused => ($conflict =~ /articleexists/) ? 'articleexists' : $conflict,
});
