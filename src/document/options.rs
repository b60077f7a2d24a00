//! What may be chosen about reading: which texts beside the visible ones are copy, and what a file
//! may cost.

/// What may be chosen about reading.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// The front-matter keys whose text is copy.
    pub front_matter: Vec<String>,
    /// What may be chosen about office files.
    pub office: OfficeOptions,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            front_matter: ["title", "description", "summary"]
                .map(String::from)
                .to_vec(),
            office: OfficeOptions::default(),
        }
    }
}

/// What may be chosen about office files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfficeOptions {
    /// What a file may cost.
    pub limits: Limits,
    /// Whether comments are copy.
    pub comments: bool,
    /// Whether the prompts of empty placeholders are copy.
    pub prompts: bool,
    /// Whether a footer or header that several slides, sections or sheets repeat is read each time, as
    /// whoever writes into the file needs it; who reads wants it once.
    pub every_copy: bool,
}

/// Texts that are copy only where somebody asks for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Include {
    /// Comments of reviewers.
    Comments,
    /// What an empty placeholder of a layout says to whoever writes the slide.
    Prompts,
}

impl Include {
    /// By its word in a config; the words are named in the table of keys.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "comments" => Some(Self::Comments),
            "prompts" => Some(Self::Prompts),
            _ => None,
        }
    }
}

impl OfficeOptions {
    /// Takes exactly `included` as copy, of what is not copy by itself.
    pub fn include(&mut self, included: &[Include]) {
        self.comments = included.contains(&Include::Comments);
        self.prompts = included.contains(&Include::Prompts);
    }
}

/// What a package or a page file may cost. Every limit is named in the message of what breaks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one part, inflated.
    pub part: u64,
    /// Bytes of all parts that are read, inflated.
    pub total: u64,
    /// How many times larger than packed a part over 1 MiB may become.
    pub ratio: u64,
    /// Entries of the package.
    pub entries: u64,
    /// Elements inside one another.
    pub depth: u64,
    /// Packages inside one another, the outermost not counted.
    pub embedded: u64,
    /// Seconds for one file.
    pub seconds: u64,
}

impl Default for Limits {
    /// The largest benign file measured has parts of 12.6 MB, 2,012 entries, a ratio of 79.
    fn default() -> Self {
        Self {
            part: 64 << 20,
            total: 256 << 20,
            ratio: 200,
            entries: 20_000,
            depth: 512,
            embedded: 2,
            seconds: 30,
        }
    }
}

impl Limits {
    /// Sets the limit of this name, in the unit in which a config writes it: `part` and `total` in MiB.
    /// An unknown name changes nothing.
    pub fn set(&mut self, name: &str, value: u64) {
        let mebibytes = value.saturating_mul(1 << 20);
        match name {
            "part" => self.part = mebibytes,
            "total" => self.total = mebibytes,
            "ratio" => self.ratio = value,
            "entries" => self.entries = value,
            "depth" => self.depth = value,
            "embedded" => self.embedded = value,
            "seconds" => self.seconds = value,
            _ => {}
        }
    }

    /// Elements inside one another, as an index.
    #[must_use]
    pub fn nesting(&self) -> usize {
        usize::try_from(self.depth).unwrap_or(usize::MAX)
    }
}
