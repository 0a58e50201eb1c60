//! The closed label sets of the layer: Universal POS tags, Penn Treebank tags, Universal Dependencies relations.

macro_rules! tagset {
    ($(#[$doc:meta])* $name:ident, unknown $unknown:ident: $($variant:ident = $text:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $(#[doc = concat!("The label that is spelled \"", $text, "\".")] $variant),+ }

        impl $name {
            /// Every label, in the order of their numbers.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The label as the tag set spells it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }

            /// The label that is spelled `text`; the set's catch-all where none is.
            #[must_use]
            pub fn parse(text: &str) -> Self {
                match text { $($text => $name::$variant,)+ _ => $name::$unknown }
            }

            /// The label with this number; the set's catch-all where none has it.
            #[must_use]
            pub fn from_index(index: usize) -> Self {
                Self::ALL.get(index).copied().unwrap_or($name::$unknown)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.pad(self.as_str()) }
        }
    };
}

tagset! {
    /// Universal POS tags (Universal Dependencies, version 2).
    Upos, unknown X:
    Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ", Noun = "NOUN",
    Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM",
    Verb = "VERB", X = "X",
}

tagset! {
    /// Penn Treebank tags, as the English Web Treebank uses them.
    Xpos, unknown Xx:
    Cc = "CC", Cd = "CD", Dt = "DT", Ex = "EX", Fw = "FW", In = "IN", Jj = "JJ", Jjr = "JJR", Jjs = "JJS", Ls = "LS",
    Md = "MD", Nn = "NN", Nns = "NNS", Nnp = "NNP", Nnps = "NNPS", Pdt = "PDT", Pos = "POS", Prp = "PRP",
    PrpS = "PRP$", Rb = "RB", Rbr = "RBR", Rbs = "RBS", Rp = "RP", Sym = "SYM", To = "TO", Uh = "UH", Vb = "VB",
    Vbd = "VBD", Vbg = "VBG", Vbn = "VBN", Vbp = "VBP", Vbz = "VBZ", Wdt = "WDT", Wp = "WP", WpS = "WP$", Wrb = "WRB",
    Comma = ",", Period = ".", Colon = ":", Open = "-LRB-", Close = "-RRB-", OpenQuote = "``", CloseQuote = "''",
    Hyph = "HYPH", Nfp = "NFP", Add = "ADD", Afx = "AFX", Gw = "GW", Dollar = "$", Xx = "XX",
}

tagset! {
    /// Relations of Universal Dependencies, with the subtypes that English treebanks use.
    Deprel, unknown Dep:
    Root = "root", Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl", Advmod = "advmod",
    Amod = "amod", Appos = "appos", Aux = "aux", AuxPass = "aux:pass", Case = "case", Cc = "cc",
    CcPreconj = "cc:preconj", Ccomp = "ccomp", Compound = "compound", CompoundPrt = "compound:prt", Conj = "conj",
    Cop = "cop", Csubj = "csubj", CsubjOuter = "csubj:outer", CsubjPass = "csubj:pass", Dep = "dep", Det = "det", DetPredet = "det:predet",
    Discourse = "discourse", Dislocated = "dislocated", Expl = "expl", Fixed = "fixed", Flat = "flat",
    Goeswith = "goeswith", Iobj = "iobj", List = "list", Mark = "mark", Nmod = "nmod", NmodDesc = "nmod:desc",
    NmodPoss = "nmod:poss", NmodUnmarked = "nmod:unmarked", Nsubj = "nsubj", NsubjOuter = "nsubj:outer",
    NsubjPass = "nsubj:pass", Nummod = "nummod", Obj = "obj", Obl = "obl", OblAgent = "obl:agent",
    OblUnmarked = "obl:unmarked", Orphan = "orphan", Parataxis = "parataxis", Punct = "punct",
    Reparandum = "reparandum", Vocative = "vocative", Xcomp = "xcomp",
}

impl Deprel {
    /// The relation without its subtype, as a label of the set (`nsubj:pass` → `nsubj`).
    ///
    /// ```
    /// use dateline::language::Deprel;
    /// assert_eq!(Deprel::NsubjPass.universal(), Deprel::Nsubj);
    /// ```
    #[must_use]
    pub const fn universal(self) -> Self {
        match self {
            Self::AclRelcl => Self::Acl,
            Self::AdvclRelcl => Self::Advcl,
            Self::AuxPass => Self::Aux,
            Self::CcPreconj => Self::Cc,
            Self::CompoundPrt => Self::Compound,
            Self::CsubjOuter | Self::CsubjPass => Self::Csubj,
            Self::DetPredet => Self::Det,
            Self::NmodDesc | Self::NmodPoss | Self::NmodUnmarked => Self::Nmod,
            Self::NsubjOuter | Self::NsubjPass => Self::Nsubj,
            Self::OblAgent | Self::OblUnmarked => Self::Obl,
            other => other,
        }
    }
}

tagset! {
    /// Kinds of name.
    NameKind, unknown Organisation:
    Person = "PER", Organisation = "ORG", Place = "LOC",
}
