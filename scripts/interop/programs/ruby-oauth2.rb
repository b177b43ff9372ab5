require 'oauth2'

ISSUER = ENV.fetch('ISSUER')
ID = ENV.fetch('CLIENT_ID')

def client(scheme, secret = ENV.fetch('CLIENT_SECRET'))
  OAuth2::Client.new(ID, secret, site: ISSUER, auth_scheme: scheme)
end

client(:request_body).client_credentials.get_token
puts 'body'
connected = client(:basic_auth)
token = connected.client_credentials.get_token('scope' => 'idn:app-roles:read')
puts 'Basic'

raise 'refused' unless token.get('/api/v1/user-applications').status == 200

puts 'API call'

basic = OAuth2::Authenticator.encode_basic_auth(ID, ENV.fetch('CLIENT_SECRET'))
send = lambda do |path|
  connected.request(:post, path, body: { 'token' => token.token }, headers: { 'Authorization' => basic }).parsed
end
raise 'inactive' unless send.call('/oauth/introspect')['active']

puts 'introspection'
send.call('/oauth/revoke')
raise 'still active' if send.call('/oauth/introspect')['active']

puts 'revocation'

begin
  client(:basic_auth, 'wrong').client_credentials.get_token
rescue OAuth2::Error => e
  puts 'refusal' if e.code == 'invalid_client'
end
