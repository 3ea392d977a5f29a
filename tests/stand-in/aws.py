"""The AWS that the tests ask: STS and ECR by moto, with its IAM judging keys, signatures and permissions.

`aws.mjs` starts it, sets TLS before it and leads every host of AWS to it. It serves HTTP on 127.0.0.1,
and is told what to be like on stdin: no page and no extension can reach that. Each line is a command in
JSON and is answered by one line on stdout; the first line that it prints holds its port. When stdin
ends, so does the program.

Where moto's answer isn't AWS's it is put right here, and what moto doesn't have is answered here:

- moto answers every refusal as XML with status 403. ECR's are JSON with status 400 and names of their
  own, and STS answers in JSON whoever accepts JSON.
- moto compares signatures and knows neither a date that is off nor an inactive key nor a region that
  isn't enabled.
- moto's token is always the same and expired in 2015, and its registries are all at amazonaws.com.
- moto has no root user, no ECR Public and no registry that one logs in to.

Every signature is compared once more with the one that botocore makes of what arrived.
"""

import base64
import hashlib
import json
import re
import secrets
import signal
import sys
import threading
import time
import traceback
import uuid
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import xmltodict
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.session import get_session
from moto import settings
from moto.core.exceptions import AccessDeniedError, InvalidClientTokenIdError, SignatureDoesNotMatchError
from moto.core.request import Request
from moto.ecr.responses import ECRResponse
from moto.iam.access_control import IAMPolicy, IAMRequest, PermissionResult
from moto.iam.models import get_account_id_from, iam_backends
from moto.sts.responses import TokenResponse
from moto.utilities.utils import get_partition

# From the first request on: nothing is answered that isn't signed by a key which moto knows.
settings.INITIAL_NO_AUTH_ACTION_COUNT = 0

USER = "wave-ecr"
KEY_ID = "AKIARZPUZDIKKVKVKVKV"
SECRET = "kfExampleSecretKeyForTests0000000000/+AB"
USER_ID = "AIDARZPUZDIKLVLVLVLVL"

TIMESTAMP = "%Y%m%dT%H%M%SZ"
TOLERANCE = timedelta(minutes=5)
TOKEN_LIFE = timedelta(hours=12)

SUFFIXES = {"aws": "amazonaws.com", "aws-us-gov": "amazonaws.com", "aws-cn": "amazonaws.com.cn"}
REGIONS = {
    service: {
        region: partition
        for partition in SUFFIXES
        for region in get_session().get_available_regions(service, partition)
    }
    for service in ["sts", "ecr"]
}

INVALID_TOKEN = "The security token included in the request is invalid."
WRONG_SIGNATURE = SignatureDoesNotMatchError().message

# What a refusal of moto's is called by services that speak JSON, with the status it has there.
JSON_NAMES = {
    "InvalidClientTokenId": "UnrecognizedClientException",
    "SignatureDoesNotMatch": "InvalidSignatureException",
    "IncompleteSignature": "IncompleteSignatureException",
    "MissingAuthenticationToken": "MissingAuthenticationTokenException",
    "AccessDenied": "AccessDeniedException",
    "InvalidAction": "UnknownOperationException",
}


def initial_state():
    """What `control` can change."""
    return {
        "key": {
            "status": "active",  # or "inactive", "deleted"
            "secret": SECRET,
            "account": "123456789012",
            "partition": "aws",
            "isRoot": False,
            "allowed": ["ecr:GetAuthorizationToken"],
            "denied": [],
        },
        "knownSecrets": [],  # secrets whose signatures are botocore's too, though the key has another
        "regionsNotEnabled": [],
        "clock": 0,  # seconds that AWS's clock is ahead of this machine's
        "registryRefuses": None,  # the status with which it does
        "faults": [],
    }


class Refusal(Exception):
    """An answer of AWS's that says no. `code` is what STS calls it."""

    def __init__(self, code, message, status=403):
        super().__init__(message)
        self.code, self.message, self.status = code, message, status


class Aws:
    """All of AWS, and what was asked of it."""

    def __init__(self):
        self.lock = threading.RLock()  # whoever asks or tells, one after the other
        self.released = threading.Event()
        self.reset()

    # What it is told on stdin.

    def reset(self):
        self.released.set()  # whoever was kept waiting
        with self.lock:
            self.released = threading.Event()
            self.state = initial_state()
            self.requests = []
            self.tokens = {}
            self.put_key()

    def control(self, changes):
        with self.lock:
            for name, value in changes.items():
                if name not in self.state:
                    raise ValueError(f"there is no {name} to control")
                if name == "key":
                    unknown = value.keys() - self.state["key"].keys()
                    if unknown:
                        raise ValueError(f"a key has no {', '.join(unknown)}")
                    self.state["key"] |= value
                else:
                    self.state[name] = value
            self.put_key()

    def put_key(self):
        """Makes IAM anew, as the state says it is."""
        for account in iam_backends.values():
            for partition in account.values():
                partition.reset()
        key = self.state["key"]
        if key["status"] == "deleted":
            return
        iam = iam_backends[key["account"]][key["partition"]]
        region = next(one for one, partition in REGIONS["sts"].items() if partition == key["partition"])
        iam.create_user(region, USER).id = USER_ID
        allowed = ["*"] if key["isRoot"] else key["allowed"]
        statements = [
            {"Effect": effect, "Action": actions, "Resource": "*"}
            for effect, actions in [("Allow", allowed), ("Deny", key["denied"])]
            if actions
        ]
        if statements:
            policy = {"Version": "2012-10-17", "Statement": statements}
            iam.put_user_policy(USER, "keyferry", json.dumps(policy))
        made = iam.create_access_key(USER)
        # moto thinks up an ID and a secret: they are replaced where it looks for them.
        del iam.access_keys[made.access_key_id]
        made.access_key_id, made.secret_access_key = KEY_ID, key["secret"]
        made.status = key["status"].title()
        iam.access_keys[KEY_ID] = made

    def now(self):
        return datetime.now(timezone.utc) + timedelta(seconds=self.state["clock"])

    # What is asked of it.

    def receive(self, request):
        """Notes a request; gives the fault that it runs into."""
        self.requests.append(request)
        for fault in self.state["faults"]:
            if fault["service"] == request["service"]:
                if "times" in fault:
                    fault["times"] -= 1
                    self.state["faults"] = [one for one in self.state["faults"] if one.get("times") != 0]
                return fault
        return {}

    def answer(self, request, body):
        """The status, the headers and the body of the answer."""
        if request["service"] == "registry":
            return self.answer_registry(request)
        try:
            if request["method"] != "POST" or request["path"] != "/":
                raise Refusal("InvalidAction", f"{request['method']} {request['path']} is nothing of AWS's.", 404)
            signed = self.check(request, body)
            if request["service"] == "ecr-public":
                return self.answer_ecr_public(request, body, signed)
            return self.ask_moto(request, body)
        except Refusal as refusal:
            return refuse(request, refusal)

    def check(self, request, body):
        """Judges who signed the request and when, so far as moto doesn't."""
        headers = Headers(request["headers"])
        authorization = headers.get("authorization")
        if authorization is None:
            raise Refusal("MissingAuthenticationToken", "Request is missing Authentication Token")
        signed = Signed.read(authorization, headers)
        secret = self.state["key"]["secret"] if signed.key_id == KEY_ID else None
        known = [secret, SECRET, self.state["key"]["secret"], *self.state["knownSecrets"]]
        calculated = [one and signed.calculate(one, request, headers, body) for one in known]
        is_body_hashed = headers.get("x-amz-content-sha256") in [None, hashlib.sha256(body).hexdigest()]
        request["isKeys"] = secret is not None and signed.signature == calculated[0] and is_body_hashed
        request["isBotocores"] = signed.signature in calculated and is_body_hashed

        service = request["service"]
        if signed.service != service:
            raise Refusal("SignatureDoesNotMatch", f"Credential should be scoped to correct service: '{service}'. ")
        if signed.region != request["region"]:
            raise Refusal("SignatureDoesNotMatch", "Credential should be scoped to a valid region. ")
        key = self.state["key"]
        is_usable = (
            signed.key_id == KEY_ID and key["status"] == "active"
            and key["partition"] == get_partition(request["region"])
            and request["region"] not in self.state["regionsNotEnabled"]
        )
        # A key that moto doesn't know is left to moto, which says so, too.
        if signed.key_id == KEY_ID and key["status"] != "deleted" and not is_usable:
            raise Refusal("InvalidClientTokenId", INVALID_TOKEN)
        if is_usable:
            self.check_date(signed)
            if not request["isKeys"]:
                raise Refusal("SignatureDoesNotMatch", WRONG_SIGNATURE)
        return signed

    def check_date(self, signed):
        now = self.now()
        earliest, latest = now - TOLERANCE, now + TOLERANCE
        then, now, earliest, latest = (one.strftime(TIMESTAMP) for one in [signed.time, now, earliest, latest])
        if signed.date != then[:8]:
            raise Refusal(
                "SignatureDoesNotMatch",
                f"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                f"'{signed.date}' != '{then[:8]}', from '{then}'.",
            )
        if then < earliest:
            raise Refusal(
                "SignatureDoesNotMatch",
                f"Signature expired: {then} is now earlier than {earliest} ({now} - 5 min.)",
            )
        if then > latest:
            raise Refusal(
                "SignatureDoesNotMatch",
                f"Signature not yet current: {then} is still later than {latest} ({now} + 5 min.)",
            )

    def ask_moto(self, request, body):
        """STS and ECR, by moto; its answer as AWS gives it."""
        responses = {"sts": TokenResponse, "ecr": ECRResponse}[request["service"]]
        asked = Request.from_primitives("POST", f"https://{request['host']}/", Headers(request["headers"]), body)
        status, _, text = responses.dispatch(asked)
        if status >= 400:
            raise self.refusal_of(status, text)
        if request["service"] == "sts":
            return self.identity(request, text)
        return self.authorization(request, json.loads(text))

    def refusal_of(self, status, text):
        """What moto refused. It was given nothing but signatures which botocore makes, too."""
        error = xmltodict.parse(text)["ErrorResponse"]["Errors"]["Error"]
        code, message = error["Code"], error["Message"]
        if code == SignatureDoesNotMatchError().error_type:
            raise AssertionError("moto calculates another signature than botocore")
        if code == "AccessDenied":
            message = self.denial(message)
        return Refusal(code, message, status)

    def denial(self, message):
        """moto's sentence, and how AWS ends it."""
        action = message.rpartition(" ")[2]
        if action in self.state["key"]["denied"]:
            return f"{message} on resource: * with an explicit deny in an identity-based policy"
        return f"{message} on resource: * because no identity-based policy allows the {action} action"

    def identity(self, request, text):
        parsed = xmltodict.parse(text)["GetCallerIdentityResponse"]
        result = parsed["GetCallerIdentityResult"]
        key = self.state["key"]
        if key["isRoot"]:
            result |= {
                "Arn": f"arn:{key['partition']}:iam::{key['account']}:root",
                "UserId": key["account"],
            }
        result = {name: result[name] for name in ["Arn", "UserId", "Account"]}
        request_id = str(uuid.uuid4())
        if accepts_json(request):
            return json_answer("application/json", request_id, {
                "GetCallerIdentityResponse": {
                    "GetCallerIdentityResult": result,
                    "ResponseMetadata": {"RequestId": request_id},
                },
            })
        return xml_answer(200, request_id, {
            "GetCallerIdentityResponse": {
                "@xmlns": parsed["@xmlns"],
                "GetCallerIdentityResult": result,
                "ResponseMetadata": {"RequestId": request_id},
            },
        })

    def authorization(self, request, answer):
        [given] = answer["authorizationData"]
        account = re.match(r"https://(\d{12})\.", given["proxyEndpoint"])[1]
        region = request["region"]
        suffix = SUFFIXES[get_partition(region)]
        given |= self.hand_out(region)
        given["proxyEndpoint"] = f"https://{account}.dkr.ecr.{region}.{suffix}"
        return json_answer("application/x-amz-json-1.1", str(uuid.uuid4()), answer)

    def hand_out(self, scope):
        """A new token: for the registries of a region, or for `public`."""
        # As long as AWS's are, and of the same letters.
        password = base64.b64encode(secrets.token_bytes(1300)).decode()
        expires = self.now() + TOKEN_LIFE
        self.tokens[password] = (scope, expires)
        return {
            "authorizationToken": base64.b64encode(f"AWS:{password}".encode()).decode(),
            "expiresAt": round(expires.timestamp(), 3),
        }

    def answer_ecr_public(self, request, body, signed):
        """ECR Public, with the permissions judged by moto's IAM."""
        headers = Headers(request["headers"])
        account = get_account_id_from(signed.key_id)
        target = headers.get("x-amz-target") or ""
        if target != "SpencerFrontendService.GetAuthorizationToken":
            raise Refusal("InvalidAction", "", 400)
        try:
            asked = Request.from_primitives("POST", f"https://{request['host']}/", headers, body)
            iam = IAMRequest(account, "POST", "/", {}, body, asked.headers, target.rpartition(".")[2])
            iam.check_signature()
            iam.check_action_permitted("*")
            bearer = "sts:GetServiceBearerToken"
            # moto's own check takes an action of the service that was asked.
            policies = [IAMPolicy(policy) for policy in iam._access_key.collect_policies()]
            verdicts = [policy.is_action_permitted(bearer) for policy in policies]
            if PermissionResult.DENIED in verdicts or PermissionResult.PERMITTED not in verdicts:
                raise AccessDeniedError(iam._access_key.arn, bearer)
        except AccessDeniedError as error:
            raise Refusal("AccessDenied", self.denial(error.message)) from error
        except InvalidClientTokenIdError as error:
            raise Refusal("InvalidClientTokenId", error.message) from error
        return json_answer("application/x-amz-json-1.1", str(uuid.uuid4()), {
            "authorizationData": self.hand_out("public"),
        })

    def answer_registry(self, request):
        """A registry's login: `/v2/` of ECR, and the token of ECR Public that one asks for first."""
        host, path = request["host"], request["path"]
        is_public = host == "public.ecr.aws"
        versioned = {"Docker-Distribution-Api-Version": "registry/2.0"}
        if path == "/v2/" and not is_public:
            challenge = f'Basic realm="https://{host}/",service="ecr.amazonaws.com"'
        elif path == "/v2/":
            challenge = 'Bearer realm="https://public.ecr.aws/token/",service="public.ecr.aws",scope="aws"'
        elif is_public and path == "/token/?service=public.ecr.aws":
            challenge = None
        else:
            return 404, {"Content-Type": "text/plain; charset=utf-8"}, b"404 page not found\n"
        login = Headers(request["headers"]).get("authorization")
        if login is None and challenge is None:
            return registry_json(200, {"token": self.bearer()})  # anybody may pull
        if login is None or self.state["registryRefuses"] == 401:
            headers = {"Www-Authenticate": challenge} if challenge else {}
            return 401, {**versioned, **headers, "Content-Type": "text/plain; charset=utf-8"}, b"Not Authorized\n"
        if self.state["registryRefuses"]:
            refused = denied("User is not authorized to access this registry.")
            return registry_json(self.state["registryRefuses"], refused)
        scope = "bearer" if challenge and is_public else "public" if is_public else request["region"]
        found, expires = self.tokens.get(token_of(login), (None, None))
        if found != scope:
            return registry_json(400, denied("Your Authorization Token is invalid."))
        if expires < self.now():
            return registry_json(403, denied("Your authorization token has expired. Reauthenticate and try again."))
        if challenge is None:
            return registry_json(200, {"token": self.bearer()})
        return 200, {**versioned, "Content-Type": "application/json; charset=utf-8"}, b"{}"

    def bearer(self):
        token = base64.b64encode(secrets.token_bytes(600)).decode()
        self.tokens[token] = ("bearer", self.now() + TOKEN_LIFE)
        return token


def token_of(login):
    """The password of a `Basic` login as AWS, or the token of a `Bearer`."""
    kind, _, value = login.partition(" ")
    if kind == "Bearer":
        return value
    try:
        user, _, password = base64.b64decode(value, validate=True).decode().partition(":")
    except ValueError:
        return None
    return password if (kind, user) == ("Basic", "AWS") else None


class Signed:
    """What the `Authorization` of a signed request says."""

    FORM = re.compile(
        r"AWS4-HMAC-SHA256 Credential=(?P<key_id>[^/,]+)/(?P<date>\d{8})/(?P<region>[^/,]+)/(?P<service>[^/,]+)"
        r"/aws4_request, ?SignedHeaders=(?P<names>[^,]+), ?Signature=(?P<signature>[0-9a-f]{64})"
    )

    @classmethod
    def read(cls, authorization, headers):
        found = cls.FORM.fullmatch(authorization)
        if not found:
            message = f"Authorization header is not in the form of AWS's: {authorization}"
            raise Refusal("IncompleteSignature", message, 400)
        signed = cls()
        signed.key_id, signed.date, signed.region, signed.service, names, signed.signature = found.groups()
        signed.names = names.split(";")
        if "host" not in signed.names:
            raise Refusal("SignatureDoesNotMatch", "'Host' must be a 'SignedHeader' in the AWS Authorization.")
        try:
            signed.timestamp = headers.get("x-amz-date") or ""
            signed.time = datetime.strptime(signed.timestamp, TIMESTAMP).replace(tzinfo=timezone.utc)
        except ValueError:
            raise Refusal(
                "IncompleteSignature",
                "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
                400,
            ) from None
        return signed

    def calculate(self, secret, request, headers, body):
        """The signature that botocore makes of the request with this secret."""
        asked = AWSRequest(request["method"], f"https://{request['host']}{request['path']}", data=body)
        for name, value in headers.items():
            if name.lower() in self.names:
                asked.headers[name] = value
        asked.context["timestamp"] = self.timestamp
        signer = SigV4Auth(Credentials(self.key_id, secret), self.service, self.region)
        # It sorts the names that are signed; whoever named them in another order signed something else.
        if signer.signed_headers(signer.headers_to_sign(asked)) != ";".join(self.names):
            return None
        return signer.signature(signer.string_to_sign(asked, signer.canonical_request(asked)), asked)


class Headers:
    """The headers of a request as they came."""

    def __init__(self, pairs):
        self.pairs = pairs

    def items(self):
        return self.pairs

    def get(self, name):
        return next((value for one, value in self.pairs if one.lower() == name), None)


def accepts_json(request):
    return "application/json" in (Headers(request["headers"]).get("accept") or "")


def refuse(request, refusal):
    """A refusal in the words of the service that was asked."""
    request_id = str(uuid.uuid4())
    if request["service"] != "sts":
        name = JSON_NAMES[refusal.code]
        # Who is denied is told by another layer of AWS's, which writes this in capitals.
        message = {"Message" if name == "AccessDeniedException" else "message": refusal.message}
        status = 404 if refusal.status == 404 else 400
        return json_answer("application/x-amz-json-1.1", request_id, {"__type": name, **message}, status)
    error = {"Type": "Sender", "Code": refusal.code, "Message": refusal.message}
    if accepts_json(request):
        return json_answer("application/json", request_id, {"Error": error, "RequestId": request_id}, refusal.status)
    namespace = "https://sts.amazonaws.com/doc/2011-06-15/"
    return xml_answer(refusal.status, request_id, {
        "ErrorResponse": {"@xmlns": namespace, "Error": error, "RequestId": request_id},
    })


def json_answer(kind, request_id, value, status=200):
    return status, {"x-amzn-RequestId": request_id, "Content-Type": kind}, json.dumps(value).encode()


def xml_answer(status, request_id, value):
    text = xmltodict.unparse(value, full_document=False, pretty=True, indent="  ")
    return status, {"x-amzn-RequestId": request_id, "Content-Type": "text/xml"}, f"{text}\n".encode()


def registry_json(status, value):
    return status, {"Content-Type": "application/json; charset=utf-8"}, json.dumps(value).encode()


def denied(message):
    return {"errors": [{"code": "DENIED", "message": message}]}


def place_of(host):
    """The service at a host, and its region; nothing where AWS has none."""
    for service, pattern in [
        ("sts", r"sts\.(?P<region>[a-z0-9-]+)\.(?P<suffix>amazonaws\..+)"),
        ("ecr", r"api\.ecr\.(?P<region>[a-z0-9-]+)\.(?P<suffix>amazonaws\..+)"),
        ("registry", r"\d{12}\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.(?P<suffix>amazonaws\..+)"),
    ]:
        found = re.fullmatch(pattern, host)
        if found:
            region, suffix = found["region"], found["suffix"]
            partition = REGIONS["sts" if service == "sts" else "ecr"].get(region)
            return (service, region) if suffix == SUFFIXES.get(partition) else (None, None)
    return {
        "sts.amazonaws.com": ("sts", "us-east-1"),
        "api.ecr-public.us-east-1.amazonaws.com": ("ecr-public", "us-east-1"),
        "public.ecr.aws": ("registry", None),
    }.get(host, (None, None))


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "AWS", ""
    aws = None

    def handle_request(self):
        host = self.headers.get("Host", "").removesuffix(":443")
        service, region = place_of(host)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        request = {
            "time": self.aws.now().isoformat(),
            "service": service,
            "region": region,
            "host": host,
            "method": self.command,
            "path": self.path,
            "headers": [[name, value] for name, value in self.headers.items()],
            "body": body.decode("utf-8", "replace"),
            "isKeys": None,
            "isBotocores": None,
            "status": None,
            "problem": None,
        }
        released = self.aws.released
        if service is None:
            request["problem"] = f"AWS has no host {host}"
        # Whatever it runs into, it is judged, and nobody sees it before it is.
        with self.aws.lock:
            fault = self.aws.receive(request)
            try:
                answer = self.aws.answer(request, body) if service else None
            except Exception:
                request["problem"] = traceback.format_exc()
                answer = (500, {"Content-Type": "text/plain"}, request["problem"].encode())
        if "hang" in fault:
            released.wait(fault["hang"])
        if "status" in fault:
            answer = (fault["status"], fault.get("headers", {}), fault.get("body", "").encode())
        if fault.get("close") or answer is None:
            self.close_connection = True
        else:
            self.send(request, answer, is_cut=fault.get("cut"))

    def send(self, request, answer, is_cut):
        status, headers, body = answer
        request["status"] = status
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if is_cut:
            body = body[: len(body) // 2]
            self.close_connection = True
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = do_OPTIONS = handle_request

    def date_time_string(self, timestamp=None):
        return super().date_time_string(timestamp or time.time() + self.aws.state["clock"])

    def log_message(self, format, *args):
        pass  # `requests` tells of them


class Server(ThreadingHTTPServer):
    """What serves every connection on a thread of its own."""

    def handle_error(self, request, client_address):
        # Who asked needn't wait for the answer.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def obey(aws, command):
    if command["do"] == "requests":
        with aws.lock:
            return aws.requests
    if command["do"] == "reset":
        return aws.reset()
    if command["do"] == "control":
        return aws.control(command["changes"])
    raise ValueError(f"no command {command['do']}")


def main():
    # Whoever started it ends it, by the end of stdin: an interrupt at the keyboard comes to both.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    aws = Aws()
    Handler.aws = aws
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"port": server.server_port}), flush=True)
    for line in sys.stdin:
        try:
            answer = {"value": obey(aws, json.loads(line))}
        except Exception as error:
            answer = {"error": "".join(traceback.format_exception(error))}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
