"""Random requests with the signature that botocore makes of each, for another signer to be held against.

    python tests/stand-in/signatures.py SEED COUNT

prints COUNT lines of JSON. The same seed gives the same lines.
"""

import json
import random
import sys
from datetime import datetime, timedelta

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

REGIONS = [
    "us-east-1", "us-east-2", "us-west-2", "af-south-1", "ap-east-1", "ap-northeast-3", "ap-southeast-5",
    "ca-west-1", "eu-central-2", "eu-west-1", "il-central-1", "me-central-1", "mx-central-1", "sa-east-1",
    "us-gov-west-1", "cn-north-1", "cn-northwest-1",
]
TARGETS = [
    "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken",
    "SpencerFrontendService.GetAuthorizationToken",
]
TYPES = [
    "application/x-amz-json-1.1",
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-8",
]
BODIES = ["", "{}", "Action=GetCallerIdentity&Version=2011-06-15", '{"registryIds":["123456789012"]}']
VALUE_LETTERS = "abcXYZ019-._~!'()*%/+=:;,\""
LETTERS = "abzABZ019-_.~/+=%&?*'\" \t{}[]:,;äßçñ€漢字かな🔑👩‍🔬\u00a0\u2028\r\n\\"


def value(rng):
    """A header's value: words, and what may stand between and around them."""

    def gap(least):
        return " " * rng.randint(least, 4)

    words = ["".join(rng.choices(VALUE_LETTERS, k=rng.randint(1, 12))) for _ in range(rng.randint(1, 4))]
    return gap(0) + gap(1).join(words) + gap(0)


def oddly_cased(rng, name):
    return "".join(rng.choice([letter.upper(), letter.lower()]) for letter in name)


def make(rng):
    """One request, signed."""
    secret = "kfExampleSecretKeyForTests" + "".join(rng.choices("0123456789/+AB", k=14))
    key_id = "AKIA" + "".join(rng.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=16))
    token = "".join(rng.choices("ABCabc019+/=", k=rng.randint(20, 400))) if rng.random() < 0.2 else None
    service, region = rng.choice(["sts", "ecr", "ecr-public"]), rng.choice(REGIONS)
    suffix = "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"
    host = f"sts.{region}.{suffix}" if service == "sts" else f"api.{service}.{region}.{suffix}"
    date = datetime(2015, 8, 30, 12, 36) + timedelta(seconds=rng.randint(0, 40 * 365 * 24 * 3600) * rng.randint(0, 1))
    date = date.strftime("%Y%m%dT%H%M%SZ")
    method = rng.choice(["GET", "POST", "POST"])
    path = rng.choice(["/", "/", "/v2/"])
    body = rng.choice([*BODIES, "".join(rng.choices(LETTERS, k=rng.randint(1, 200)))]) if method == "POST" else ""

    headers = [("Host", host), ("X-Amz-Date", date)]
    if method == "POST":
        headers.append(("Content-Type", rng.choice(TYPES)))
    if rng.random() < 0.5:
        headers.append(("X-Amz-Target", rng.choice(TARGETS)))
    if token:
        headers.append(("X-Amz-Security-Token", token))
    for _ in range(rng.randint(0, 4)):
        name = "X-" + "".join(rng.choices("abcdefgh-12", k=rng.randint(1, 10)))
        # The same name twice is one header with two values: nothing of ours sends that.
        if name.lower() not in [one.lower() for one, _ in headers]:
            headers.append((name, value(rng)))
    headers = [(oddly_cased(rng, name) if rng.random() < 0.5 else name, text) for name, text in headers]
    rng.shuffle(headers)

    signed_headers, signature = sign(key_id, secret, service, region, date, method, host, path, headers, body)
    return {
        "id": key_id, "secret": secret, **({"token": token} if token else {}),
        "method": method, "host": host, "path": path, "headers": headers, "body": body,
        "service": service, "region": region, "date": date,
        "signed_headers": signed_headers, "signature": signature,
    }


def sign(key_id, secret, service, region, date, method, host, path, headers, body):
    """The names that are signed, and the signature, as botocore makes them of a request that is complete."""
    request = AWSRequest(method, f"https://{host}{path}", data=body.encode())
    for name, text in headers:
        request.headers[name] = text
    request.context["timestamp"] = date
    signer = SigV4Auth(Credentials(key_id, secret), service, region)
    to_sign = signer.string_to_sign(request, signer.canonical_request(request))
    return signer.signed_headers(signer.headers_to_sign(request)), signer.signature(to_sign, request)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    seed, count = sys.argv[1:]
    rng = random.Random(seed)
    for _ in range(int(count)):
        print(json.dumps(make(rng)))


if __name__ == "__main__":
    main()
