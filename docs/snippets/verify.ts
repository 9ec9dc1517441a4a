// Receives webhooks from Roster and trusts none that Roster did not sign.
//
//     npm install standardwebhooks
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const verifier = new Webhook(process.env.WEBHOOK_SECRET!); // whsec_…

createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  // The body exactly as it came: what is read and written anew has another signature.
  const body = Buffer.concat(parts).toString("utf8");
  let message: { type: string; data: Record<string, unknown> };
  try {
    message = verifier.verify(body, request.headers as Record<string, string>) as typeof message;
  } catch {
    response.writeHead(401).end("not from Roster");
    return;
  }
  // It may come twice: webhook-id is the same then. Do long work later, and answer at once.
  console.log(request.headers["webhook-id"], message.type);
  response.writeHead(204).end();
}).listen(Number(process.env.PORT));
