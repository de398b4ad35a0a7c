//! Words by which names are told from what stands around them, by language where it matters; each table
//! is in lower case and sorted, for binary search.

/// Marks that end a name.
pub(super) const ENDS: &[&str] = &[
    " | ", "|", " - ", " – ", " — ", " · ", " • ", " ⋅ ", "•", "·", " // ", " >", "(", "[", "（", "【", "@", "http", "www.", " :: ", "\u{a0}\u{a0}",
];

/// Words that lead to an author's name, `By` and its like, and labels, in lower case.
pub(super) const LEADS: &[&str] = &[
    "added", "af", "analyse", "analysis", "article", "artikel", "auteur", "auteure", "auteurs", "author",
    "author's", "authored", "authors", "autor", "autor(en)", "autor/in", "autora", "autoren", "autores",
    "autori", "autorin", "autorinnen", "autorka", "autorul", "autorzy", "autrice", "av", "beitrag", "by",
    "bởi", "column", "compiled", "contributed", "contributor", "contributors", "created", "cura", "de", "di",
    "dodany", "dodał", "door", "ein", "eine", "eingestellt", "enviado", "erfasst", "erstellt", "escrito",
    "essay", "feature", "forfatter", "forfattere", "from", "gastbeitrag", "geplaatst", "gepostet",
    "geschreven", "geschrieben", "giả", "guest", "haber", "hochgeladen", "ingediend", "interview", "inviato",
    "journalist", "kaynak", "kirjoittanut", "kolumne", "kommentar", "napisał", "napsal", "oleh", "opinion",
    "opublikował", "par", "penned", "penulis", "por", "post", "posted", "propos", "przez", "pubblicato",
    "publicada", "publicado", "publicerad", "published", "publisher", "publiziert", "publié", "recueillis",
    "redacción", "redaktion", "report", "reported", "reporter", "review", "rédigé", "scris", "scritto",
    "skrevet", "skribent", "skriven", "story", "submitted", "szerző", "tekst", "teksti", "testo", "text",
    "texte", "texto", "texts", "toimittaja", "tác", "verfasser", "verfasserin", "verfasst", "veröffentlicht",
    "vom", "von", "words", "written", "yazan", "yazar", "yazı", "écrit", "írta", "автор", "автора", "авторы",
    "написал", "опубликовал", "от", "текст", "מאת", "الكاتب", "بقلم", "كتب", "كتبت", "द्वारा", "लेखक", "ライター",
    "作者", "作者名", "原创", "取材", "執筆", "撰文", "文", "著者", "記者", "记者", "글", "기자",
];

/// Words that lead to the name of someone else: who took the picture, who reviewed, translated, edited.
pub(super) const OTHERS: &[&str] = &[
    "answered", "bearbeitet", "bild", "bilder", "caption", "checked", "comment", "comments", "courtesy",
    "credit", "edited", "editing", "editor", "fact-checked", "foto", "fotograf", "fotografía", "fotos",
    "geprüft", "grafik", "graphic", "graphics", "illustration", "image", "images", "lektorat", "photo",
    "photograph", "photographer", "photographie", "photography", "photos", "picture", "pictures", "quelle",
    "replied", "reviewed", "reviewer", "source", "traducción", "traduction", "traduit", "traduzione",
    "translated", "translation", "translator", "updated", "video", "übersetzt", "übersetzung", "перевод",
    "фото",
];

/// What people are at a paper or a firm.
pub(super) const ROLES: &[&str] = &[
    "analyst", "assistant", "associate", "attorney", "author", "authors", "autor", "autorin", "blogger",
    "ceo", "cfo", "chairman", "chefredakteur", "chefredakteurin", "chief", "co-founder", "cofounder",
    "columnist", "consultant", "contributing", "contributor", "contributors", "coo", "copywriter",
    "correspondant", "correspondante", "correspondent", "correspondents", "corresponsal", "critic", "cto",
    "deputy", "designer", "developer", "dietitian", "director", "dziennikarz", "editor", "editor-in-chief",
    "editorial-director", "editors", "editör", "editörü", "engineer", "esquire", "executive", "expert",
    "fellow", "founder", "freelance", "freie", "freier", "gardener", "gastautor", "gastautorin",
    "geschäftsführer", "giornalista", "gründer", "head", "intern", "journalist", "journaliste",
    "journalistin", "journalists", "junior", "korrespondent", "korrespondentin", "lead", "manager",
    "managing", "marketer", "moderator", "muhabir", "owner", "partner", "periodista", "president",
    "pressesprecher", "pressesprecherin", "producer", "professor", "profile", "rechtsanwalt",
    "rechtsanwältin", "redactor", "redactora", "redakteur", "redakteurin", "redaktionsleiter",
    "redaktionsteam", "redaktor", "redaktör", "redattore", "reporter", "reporterin", "reporters", "reviewer",
    "rédacteur", "rédactrice", "senior", "specialist", "staff", "strategist", "super", "user", "volontär",
    "volontärin", "vp", "writer", "writers", "журналист", "корреспондент", "редактор", "기자", "특파원",
];

/// Degrees and the like behind a name.
pub(super) const SUFFIXES: &[&str] = &[
    "b.a", "bsc", "cfa", "cfp", "cpa", "cscs", "dds", "dvm", "esq", "facp", "facs", "fand", "frcp", "jd",
    "lcsw", "llm", "m.a", "m.d", "m.sc", "mba", "md", "mph", "msc", "pa-c", "ph.d", "pharmd", "phd", "rd",
    "rdn", "rn",
];

/// Words in the names of agencies, papers, firms and desks.
pub(super) const GROUPS: &[&str] = &[
    "academy", "afp", "agence", "agences", "agencia", "agencias", "agencies", "agency", "agentur",
    "agenturen", "agenzia", "akademie", "ani", "ansa", "apa", "associated", "association", "bank", "belga",
    "bloomberg", "bundestag", "center", "centre", "church", "clinic", "club", "college", "com", "community",
    "company", "corp", "corporation", "council", "dental", "departement", "department", "desk", "diario",
    "digital", "dpa", "e.v", "editorial", "editors", "efe", "epd", "ev", "fernsehen", "firm", "foundation",
    "fraktion", "gazette", "gemeinde", "gesellschaft", "global", "gmbh", "government", "group", "guide",
    "health", "herald", "hospital", "ians", "inc", "institut", "institute", "interfax", "international",
    "jiji", "journal", "kg", "kirche", "landkreis", "law", "league", "llc", "ltd", "ltda", "magazin",
    "magazine", "marketing", "mbh", "media", "ministerium", "ministry", "nachrichten", "net", "network",
    "news", "newsdesk", "newsroom", "newswire", "noticias", "ntb", "org", "partei", "partners", "periódico",
    "press", "press-office", "presse", "pressestelle", "pti", "publications", "publishing", "radio",
    "redaccion", "redacción", "redactie", "redaction", "redakce", "redakcja", "redaksjonen", "redaktion",
    "redaktionen", "redazione", "redação", "reuters", "ritzau", "rundfunk", "rédaction", "school", "sda",
    "services", "shop", "society", "solutions", "stadt", "staff", "stiftung", "store", "studio", "studios",
    "tass", "team", "teams", "times", "toimitus", "tribune", "tt", "tv", "university", "universität", "upi",
    "verein", "verlag", "xinhua", "zeitung", "редакция",
];

/// Words that end a name, or stand where no one is named.
pub(super) const NO_NAMES: &[&str] = &[
    "a", "about", "admin", "administrator", "ago", "aktualisiert", "all", "alle", "am", "an", "anonym",
    "anonymous", "anonymus", "anónimo", "articles", "at", "author_name", "beiträge", "categories", "category",
    "comment", "comments", "contact", "data", "date", "datum", "dienstag", "dimanche", "display_name", "do",
    "domenica", "domingo", "donnerstag", "dr", "drucken", "e-mail", "editor", "el", "em", "email", "facebook",
    "follow", "for", "fr", "frau", "freitag", "fri", "friday", "für", "giovedì", "guest", "has", "he", "herr",
    "home", "how", "http", "https", "i", "in", "insights", "instagram", "is", "jeudi", "jueves", "kategorie",
    "kategorien", "keine", "la", "last", "le", "leave", "letters", "linkedin", "lundi", "lunedì", "lunes",
    "mardi", "martedì", "martes", "mehr", "menu", "mercoledì", "mercredi", "mi", "min", "minutes", "mittwoch",
    "miércoles", "mo", "mon", "monday", "montag", "more", "mr", "mrs", "my", "name", "news", "no", "nobody",
    "none", "null", "on", "our", "para", "posted", "posts", "pour", "print", "prof", "published", "publisher",
    "publiziert", "publié", "read", "red", "root", "sa", "sabato", "samedi", "samstag", "sat", "saturday",
    "search", "see", "share", "she", "so", "sonntag", "special", "sponsored", "stand", "subscribe", "sun",
    "sunday", "super", "sur", "sábado", "tag", "tags", "that", "the", "the_author", "this", "thu", "thursday",
    "time", "to", "todos", "tous", "tue", "tuesday", "twitter", "uhr", "um", "unbenannt", "undefined",
    "unknown", "updated", "user", "vendredi", "venerdì", "ver", "veröffentlicht", "viernes", "view", "voir",
    "warum", "was", "we", "webmaster", "wed", "wednesday", "weitere", "weiterlesen", "what", "when", "where",
    "who", "why", "wie", "with", "wordpressadmin", "you", "your", "youtube", "zeige", "zum", "zur", "à",
];

/// Words in names that are written in lower case.
pub(super) const PARTICLES: &[&str] = &[
    "abu", "af", "al", "and", "av", "ben", "bin", "bint", "d", "da", "das", "de", "del", "della", "den",
    "der", "di", "do", "dos", "du", "e", "el", "ibn", "la", "le", "mac", "mc", "o", "st", "ten", "ter", "ul",
    "und", "ur", "van", "vom", "von", "y", "zu", "zum", "zur",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for table in [LEADS, OTHERS, ROLES, SUFFIXES, GROUPS, NO_NAMES, PARTICLES] {
            assert!(table.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
