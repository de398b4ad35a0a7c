use super::super::original::Pending;

/// Where in the line's account a character leaves off.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Place {
    /// At the start of the line or after ASCII.
    Open,
    /// After a character above ASCII that stands for itself.
    Clean,
    /// After a damaged character.
    Mended,
    /// Within a sequence; whether a byte of it was lost.
    Within(Pending, Loss),
}

/// Whether bytes of a character were lost.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Loss {
    /// None was.
    Nothing,
    /// Some were, and nothing shows it.
    Unseen,
    /// Only one byte can have been there.
    Certain,
    /// Some were, and a mark shows it: it says that there is a character that could not be read. So
    /// letters and signs are not guessed at, only East Asian characters.
    Shown,
    /// Too many were to know which.
    Total,
}

impl Place {
    /// Whether a line may end here.
    pub(super) fn is_border(self) -> bool {
        !matches!(self, Self::Within(..))
    }

    /// Places of different sorts have costs that cannot be compared.
    pub(super) fn sort(self) -> u32 {
        match self {
            Self::Open | Self::Clean | Self::Mended => 0,
            Self::Within(Pending::Sequence(partial), _) => partial.sort(),
            Self::Within(Pending::Lead(_), loss) => 1 + u32::from(loss != Loss::Nothing),
        }
    }

    /// The same for places from which all goes on in the same way.
    pub(super) fn key(self) -> u64 {
        match self {
            Self::Open => 0,
            Self::Clean => 1,
            Self::Mended => 2,
            Self::Within(Pending::Sequence(partial), loss) => partial.key() | loss as u64 & 3,
            Self::Within(Pending::Lead(byte), loss) => {
                u64::from(byte) << 3 | 1 << 2 | u64::from(loss != Loss::Nothing)
            }
        }
    }
}
