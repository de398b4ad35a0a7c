use std::borrow::Cow;
use std::io::{self, Read};

use brotli_decompressor::Decompressor;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::stream::read_bounded;
use crate::{gzip, magic, zstd};

/// So many codings are undone: a server applies one or two, and each costs a pass over the body.
const CODINGS: usize = 4;

/// A piece of a brotli stream that is read at once.
const BROTLI_BYTES: usize = 16 << 10;

/// A body without its transfer and content coding (RFC 9110 and 9112), at most `limit` bytes.
///
/// `transfer` and `content` are the two headers as they stand. Crawlers often store bodies decoded
/// and keep the headers, so what is not coded as its header says and can be text is taken as it is.
///
/// # Errors
/// `FileTooLarge` over the limit, others when a coding is unknown or its stream broken.
pub(crate) fn decode<'a>(
    body: &'a [u8],
    transfer: &str,
    content: &str,
    limit: u64,
) -> io::Result<Cow<'a, [u8]>> {
    let codings = content.split(',').chain(transfer.split(',')).rev();
    codings
        .map(|coding| coding.trim().to_ascii_lowercase())
        .filter(|coding| !matches!(coding.as_str(), "" | "identity"))
        .take(CODINGS)
        .try_fold(Cow::Borrowed(body), |body, coding| {
            match undo(&coding, &body, limit) {
                Ok(decoded) => Ok(Cow::Owned(decoded)),
                Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Err(error),
                Err(_) if is_plain(&body) => Ok(body),
                Err(error) => Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    format!("its `{coding}` coding is broken: {error}"),
                )),
            }
        })
}

/// The content of a `Content-Type` header: the media type in lower case, and the charset.
pub(crate) fn content_type(header: &str) -> (String, Option<String>) {
    let mut parts = header.split(';');
    let media_type = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']).trim();
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    });
    (media_type, charset)
}

/// The body with one coding undone.
pub(crate) fn undo(coding: &str, body: &[u8], limit: u64) -> io::Result<Vec<u8>> {
    let decoder: Box<dyn Read + '_> = match coding {
        "chunked" => return Ok(dechunk(body)),
        "gzip" | "x-gzip" if !gzip::is_member(body) => {
            return Err(io::Error::other("no gzip header"));
        }
        "gzip" | "x-gzip" => Box::new(MultiGzDecoder::new(body)),
        "deflate" if is_zlib(body) => Box::new(ZlibDecoder::new(body)),
        "deflate" => Box::new(DeflateDecoder::new(body)),
        "br" => Box::new(Decompressor::new(body, BROTLI_BYTES)),
        "zstd" => return zstd::decode(body, limit),
        _ => return Err(io::Error::other("unknown coding")),
    };
    read_bounded(decoder, limit)
}

fn is_plain(body: &[u8]) -> bool {
    magic::picture(body).is_some() || magic::binary(body).is_none()
}

/// The zlib header of RFC 1950; many servers send bare deflate under the same name.
fn is_zlib(body: &[u8]) -> bool {
    matches!(body, [cmf, flg, ..]
        if cmf & 0x0f == 8 && (u16::from(*cmf) * 256 + u16::from(*flg)).is_multiple_of(31))
}

/// The data of the chunks. From the first one that is malformed, the bytes are taken as they are.
fn dechunk(mut body: &[u8]) -> Vec<u8> {
    let mut data = Vec::new();
    while let Some((size, rest)) = chunk_header(body) {
        if size == 0 {
            return data;
        }
        let (chunk, after) = rest.split_at(size.min(rest.len()));
        data.extend_from_slice(chunk);
        body = after
            .strip_prefix(b"\r\n")
            .or(after.strip_prefix(b"\n"))
            .unwrap_or(after);
    }
    data.extend_from_slice(body);
    data
}

/// A chunk's size and what follows its line: hexadecimal digits, then extensions after `;`.
fn chunk_header(body: &[u8]) -> Option<(usize, &[u8])> {
    let end = body.iter().take(1024).position(|byte| *byte == b'\n')?;
    let (line, rest) = body.split_at_checked(end + 1)?;
    let digits = line.split(|byte| *byte == b';').next()?.trim_ascii();
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let size = usize::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?;
    Some((size, rest))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use proptest::prelude::*;

    use super::*;

    const PAGE: &[u8] = b"<p>Some page, some page, some page.</p>";

    fn decoded(body: Vec<u8>, transfer: &str, content: &str) -> Vec<u8> {
        decode(&body, transfer, content, 1000).unwrap().into_owned()
    }

    fn gzip(data: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    fn chunked(data: &[u8]) -> Vec<u8> {
        let mut body: Vec<u8> = data
            .chunks(10)
            .flat_map(|chunk| {
                [
                    format!("{:X};x=1\r\n", chunk.len()).as_bytes(),
                    chunk,
                    b"\r\n",
                ]
                .concat()
            })
            .collect();
        body.extend_from_slice(b"0\r\n\r\n");
        body
    }

    #[test]
    fn every_coding_is_undone() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(PAGE).unwrap();
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
        deflate.write_all(PAGE).unwrap();
        assert_eq!(decoded(gzip(PAGE), "", "gzip"), PAGE);
        assert_eq!(decoded(zlib.finish().unwrap(), "", "deflate"), PAGE);
        assert_eq!(decoded(deflate.finish().unwrap(), "", "deflate"), PAGE);
        assert_eq!(decoded(chunked(PAGE), "chunked", ""), PAGE);
        assert_eq!(decoded(chunked(&gzip(PAGE)), "Chunked", "GZIP"), PAGE);
    }

    #[test]
    fn brotli_and_zstd_are_undone() {
        // Each made by its reference program.
        let brotli = b"\x0b\x02\x80Hello\x03";
        assert_eq!(decoded(brotli.to_vec(), "", "br"), b"Hello");
        let zstd = b"\x28\xb5\x2f\xfd\x04\x58\x29\x00\x00Hello\x44\x7d\xb2\x75";
        assert_eq!(decoded(zstd.to_vec(), "", "zstd"), b"Hello");
    }

    #[test]
    fn a_body_stored_decoded_is_taken_as_it_is() {
        assert_eq!(decoded(PAGE.to_vec(), "chunked", "gzip"), PAGE);
        assert_eq!(decoded(PAGE.to_vec(), "", "br"), PAGE);
        assert_eq!(decoded(PAGE.to_vec(), "", "unheard-of"), PAGE);
    }

    #[test]
    fn a_broken_or_endless_body_is_an_error() {
        let mut body = gzip(PAGE);
        body.truncate(body.len() - 12);
        assert!(decode(&body, "", "gzip", 1000).is_err());
        let error = decode(&gzip(&[b'a'; 5000]), "", "gzip", 1000).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
    }

    #[test]
    fn content_types() {
        let pair =
            |media: &str, charset: Option<&str>| (media.to_owned(), charset.map(str::to_owned));
        assert_eq!(
            content_type("Text/HTML; Charset=\"GBK\""),
            pair("text/html", Some("GBK"))
        );
        assert_eq!(
            content_type("text/html; q=1; charset="),
            pair("text/html", None)
        );
        assert_eq!(content_type(""), pair("", None));
    }

    proptest! {
        #[test]
        fn chunks_come_back(data in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(dechunk(&chunked(&data)), data);
        }

        #[test]
        fn any_bytes_are_decoded_or_refused(
            body in prop::collection::vec(any::<u8>(), 0..200),
            coding in "gzip|deflate|br|zstd|chunked",
        ) {
            let _ = decode(&body, &coding, &coding, 1000);
        }
    }
}
