import os
from http.server import BaseHTTPRequestHandler, HTTPServer

import jwt

ISSUER, AUDIENCE = os.environ["ISSUER"], os.environ["AUDIENCE"]
keys = jwt.PyJWKClient(f"{ISSUER}/.well-known/jwks.json", lifespan=300)


def verify(token, scope):
    claims = jwt.decode(
        token,
        keys.get_signing_key_from_jwt(token).key,
        algorithms=["ES256", "EdDSA", "RS256"],
        issuer=ISSUER,
        audience=AUDIENCE,
        options={"require": ["exp", "sub"]},
    )
    if jwt.get_unverified_header(token).get("typ") != "at+jwt" or "cnf" in claims:
        raise jwt.InvalidTokenError("not a bearer access token")
    if scope not in claims.get("scope", "").split():
        raise PermissionError(f"the token lacks the scope {scope}")
    return claims


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            verify(self.headers.get("Authorization", "").removeprefix("Bearer "), "idn:app-roles:read")
            self.send_response(200)
        except jwt.PyJWTError:
            self.send_response(401)
        except PermissionError:
            self.send_response(403)
        self.end_headers()


HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
