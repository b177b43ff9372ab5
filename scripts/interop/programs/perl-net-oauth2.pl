use strict;
use warnings;
use JSON::MaybeXS 'decode_json';
use Net::OAuth2::Profile::Password;

my $issuer = $ENV{ISSUER};

sub profile {
    my %options = @_;
    Net::OAuth2::Profile::Password->new(
        client_id     => $ENV{CLIENT_ID},
        client_secret => $ENV{CLIENT_SECRET},
        site          => $issuer,
        access_token_url => '/oauth/token',
        grant_type    => 'client_credentials',
        %options,
    );
}

profile(secrets_in_params => 1)->get_access_token;
print "body\n";
my $profile = profile(secrets_in_params => 0);
my $token = $profile->get_access_token(scope => 'idn:app-roles:read');
print "Basic\n";
$token->get('/api/v1/user-applications')->code == 200 or die 'refused';
print "API call\n";

sub send_token {
    my ($path) = @_;
    my %form = (token => $token->access_token, client_id => $profile->id, client_secret => $profile->secret);
    $profile->user_agent->post("$issuer$path", \%form);
}
decode_json(send_token('/oauth/introspect')->content)->{active} or die 'inactive';
print "introspection\n";
send_token('/oauth/revoke')->is_success or die 'not revoked';
decode_json(send_token('/oauth/introspect')->content)->{active} and die 'still active';
print "revocation\n";

eval { profile(client_secret => 'wrong')->get_access_token };
print "refusal\n" if $@ =~ /invalid_client/;
