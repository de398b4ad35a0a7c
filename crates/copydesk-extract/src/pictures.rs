//! Ties pictures to their captions, and finds the one that stands for the article.

use copydesk_record::{Article, Block, BlockKind, Image};

/// Gives figures the captions that follow them, and the article's picture what its figure says.
pub(crate) fn finish_pictures(article: &mut Article) {
    tie_captions(&mut article.blocks);
    let figure = article.blocks.iter().find_map(|block| block.image.clone());
    if let (Some(lead), Some(figure)) = (&mut article.lead_image, figure)
        && lead.caption.is_none()
        && is_same(&lead.url, &figure.url)
    {
        (lead.alt, lead.caption, lead.credit) = (figure.alt, figure.caption, figure.credit);
    }
}

/// Gives figures the captions that follow them; a second one is the credit if it says so.
fn tie_captions(blocks: &mut [Block]) {
    let mut figure: Option<&mut Image> = None;
    for block in blocks {
        if block.kind != BlockKind::Caption {
            figure = block.image.as_mut();
            continue;
        }
        let Some(image) = &mut figure else { continue };
        let (caption, credit) = credit_of(&block.text);
        if image.credit.is_none() && (image.caption.is_none() || caption.is_empty()) {
            image.credit = credit;
        }
        if image.caption.is_none() && !caption.is_empty() {
            image.caption = Some(caption);
        }
    }
}

/// A credit longer than this, in bytes, is a sentence.
const MAX_CREDIT: usize = 90;

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
        "Photos: ",
        "Photo : ",
        "Photographie : ",
        "Crédit : ",
        "Crédits : ",
        "Crédit photo : ",
        "Crédits photo : ",
        "Fotos: ",
        "Fotografía: ",
        "Fotografie: ",
        "Imagen: ",
        "Imagem: ",
        "Immagine: ",
        "Beeld: ",
        "Bilder: ",
        "Kuva: ",
        "Zdjęcie: ",
        "Fot. ",
        "Фото: ",
        "写真：",
        "撮影：",
        "摄影：",
        "攝影：",
        "图：",
        "圖：",
        "© ",
    ];
    let found = LEADS
        .iter()
        .filter_map(|lead| Some((caption.rfind(lead)?, lead.len())))
        .filter(|(at, _)| caption.len() - at <= MAX_CREDIT)
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
