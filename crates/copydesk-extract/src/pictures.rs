//! Ties pictures to their captions, and finds the one that stands for the article.

use copydesk_record::{Article, BlockKind};

/// Gives figures the captions that follow them, and the article's picture what its figure says.
pub(crate) fn finish_pictures(article: &mut Article) {
    for index in 1..article.blocks.len() {
        let (before, rest) = article.blocks.split_at_mut(index);
        if let (Some(image), BlockKind::Caption) = (
            before.last_mut().and_then(|block| block.image.as_mut()),
            rest[0].kind,
        ) {
            let (caption, credit) = credit_of(&rest[0].text);
            (image.caption, image.credit) = (Some(caption), credit);
        }
    }
    let figure = article.blocks.iter().find_map(|block| block.image.clone());
    if let (Some(lead), Some(figure)) = (&mut article.lead_image, figure)
        && lead.caption.is_none()
        && is_same(&lead.url, &figure.url)
    {
        (lead.alt, lead.caption, lead.credit) = (figure.alt, figure.caption, figure.credit);
    }
}

/// Parts a caption from the credit at its end.
fn credit_of(caption: &str) -> (String, Option<String>) {
    const LEADS: &[&str] = &[
        "Photo: ",
        "Photograph: ",
        "Picture: ",
        "Image: ",
        "Photo by ",
        "Foto: ",
        "Bild: ",
        "Illustration: ",
        "Credit: ",
    ];
    let found = LEADS
        .iter()
        .filter_map(|lead| Some((caption.rfind(lead)?, lead.len())))
        .min();
    match found {
        Some((at, length)) => {
            let credit = caption[at + length..]
                .trim_matches(|c: char| c.is_whitespace() || "().".contains(c));
            let rest =
                caption[..at].trim_end_matches(|c: char| c.is_whitespace() || "(|-–—/".contains(c));
            (rest.to_owned(), Some(credit.to_owned()))
        }
        None => (caption.to_owned(), None),
    }
}

/// Whether two addresses are of one picture: the same file name, wherever it is served from.
fn is_same(one: &str, other: &str) -> bool {
    let name = |url: &str| {
        let path = url.split(['?', '#']).next().unwrap_or(url);
        path.rsplit('/').next().unwrap_or(path).to_owned()
    };
    one == other || (!name(one).is_empty() && name(one) == name(other))
}
