// Captures as a crawler keeps them: WARC 1.0, one response after the other.

/** A WARC file of `captures`: `{url, date, type, body}`, the date in UTC to the second. */
export function warc(captures) {
  return Buffer.concat(captures.flatMap(record));
}

function record({ url, date, type = 'text/html; charset=UTF-8', body }, index) {
  const payload = Buffer.from(body);
  const http = Buffer.from(lines('HTTP/1.1 200 OK', `Content-Type: ${type}`, `Content-Length: ${payload.length}`));
  const number = String(index + 1).padStart(12, '0');
  const head = lines(
    'WARC/1.0',
    'WARC-Type: response',
    `WARC-Record-ID: <urn:uuid:5a17c0de-0000-4000-8000-${number}>`,
    `WARC-Target-URI: ${url}`,
    `WARC-Date: ${date}`,
    'Content-Type: application/http; msgtype=response',
    `Content-Length: ${http.length + payload.length}`,
  );
  return [Buffer.from(head), http, payload, Buffer.from('\r\n\r\n')];
}

const lines = (...all) => `${all.join('\r\n')}\r\n\r\n`;
