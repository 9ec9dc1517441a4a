# Receives webhooks from Roster and trusts none that Roster did not sign.
#
#     pip install standardwebhooks
import os
from http.server import BaseHTTPRequestHandler, HTTPServer

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

verifier = Webhook(os.environ["WEBHOOK_SECRET"])  # whsec_…


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        # The body exactly as it came: what is read and written anew has another signature.
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            message = verifier.verify(body, headers)
        except WebhookVerificationError:
            self.send_error(401, "not from Roster")
            return
        # It may come twice: webhook-id is the same then. Do long work later, and answer at once.
        print(headers["webhook-id"], message["type"], flush=True)
        self.send_response(204)
        self.end_headers()


HTTPServer(("", int(os.environ["PORT"])), Receiver).serve_forever()
