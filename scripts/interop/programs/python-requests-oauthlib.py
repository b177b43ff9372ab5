import os

from oauthlib.oauth2 import BackendApplicationClient, InvalidClientError
from requests.auth import HTTPBasicAuth
from requests_oauthlib import OAuth2Session

ISSUER = os.environ["ISSUER"]
TOKEN_URL = f"{ISSUER}/oauth/token"
ID, SECRET = os.environ["CLIENT_ID"], os.environ["CLIENT_SECRET"]


def session():
    return OAuth2Session(client=BackendApplicationClient(client_id=ID, scope="idn:app-roles:read"))


session().fetch_token(TOKEN_URL, client_id=ID, client_secret=SECRET, include_client_id=True)
print("body")
client = session()
token = client.fetch_token(TOKEN_URL, auth=HTTPBasicAuth(ID, SECRET))["access_token"]
print("Basic")
assert client.get(f"{ISSUER}/api/v1/user-applications").status_code == 200
print("API call")


def introspect():
    response = client.post(f"{ISSUER}/oauth/introspect", data={"token": token}, auth=HTTPBasicAuth(ID, SECRET))
    return response.json()["active"]


assert introspect()
print("introspection")
url, headers, body = client._client.prepare_token_revocation_request(f"{ISSUER}/oauth/revoke", token)
assert client.post(url, data=body, headers=headers, auth=HTTPBasicAuth(ID, SECRET)).status_code == 200
assert not introspect()
print("revocation")

try:
    session().fetch_token(TOKEN_URL, auth=HTTPBasicAuth(ID, "wrong"))
except InvalidClientError:
    print("refusal")
