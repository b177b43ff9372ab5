import os
import time

from authlib.integrations.requests_client import OAuth2Session, OAuthError
from authlib.oauth2.rfc7523 import PrivateKeyJWT

ISSUER = os.environ["ISSUER"]
TOKEN_URL = f"{ISSUER}/oauth/token"
ID, SECRET = os.environ["CLIENT_ID"], os.environ["CLIENT_SECRET"]


def session(method, secret=SECRET):
    return OAuth2Session(ID, secret, token_endpoint_auth_method=method, revocation_endpoint_auth_method=method)


for method, title in (("client_secret_basic", "Basic"), ("client_secret_post", "body")):
    client = session(method)
    client.fetch_token(TOKEN_URL, grant_type="client_credentials", scope="idn:app-roles:read")
    print(title)

with open(os.environ["PRIVATE_KEY_FILE"]) as file:
    signing = session("private_key_jwt", file.read())
# Without exp, the assertion lives for an hour, which the service refuses by default.
signing.register_client_auth_method(PrivateKeyJWT(TOKEN_URL, claims={"exp": int(time.time()) + 300}))
signing.fetch_token(TOKEN_URL, grant_type="client_credentials")
print("private_key_jwt")

assert client.get(f"{ISSUER}/api/v1/user-applications").status_code == 200
print("API call")
token = client.token["access_token"]
assert client.introspect_token(f"{ISSUER}/oauth/introspect", token=token).json()["active"]
print("introspection")
assert client.revoke_token(f"{ISSUER}/oauth/revoke", token=token).status_code == 200
assert not client.introspect_token(f"{ISSUER}/oauth/introspect", token=token).json()["active"]
print("revocation")

try:
    session("client_secret_basic", "wrong").fetch_token(TOKEN_URL, grant_type="client_credentials")
except OAuthError as error:
    assert error.error == "invalid_client"
    print("refusal")
