//! How often everyday words stand in copy and documentation.
//!
//! Counted in over a million words: pages and readmes of some hundred projects, policies, and the
//! sentences that the built-in lists are held to. Words of only one of these are left out. What counts
//! is whether a word stands in each sentence, on each page or on one page in ten, so powers of two
//! are exact enough.

/// How often words and contractions stand in a million words, the commonest first; what is not listed
/// stands there less than 48 times.
pub(super) const COMMON: &[(u64, &str)] = &[
    (65_536, "the"),
    (32_768, "a to"),
    (16_384, "and in is of that"),
    (8_192, "an as be can for if it on or this we with you"),
    (
        4_096,
        "'s 0 1 any are by code from function have not our s type use value when will your",
    ),
    (
        2_048,
        "2 all also at but data default do error example file has may method more name new no now \
         number object one only other returns see so string t time used using version which",
    ),
    (
        1_024,
        "3 4 5 8 about access add after api available because been before book build call called \
         change changes command compiler create current different documentation does don don't \
         each event first following functions get here how id information instance instead into \
         it's its let library license like line ll longer main make module most multiple must \
         need node option out output package process project re reference release request return \
         run same set should some such support test than their them then there these they thread \
         two types up us user values variable want was way we'll what where without work would",
    ),
    (
        512,
        "10 11 12 13 15 16 17 18 20 30 6 7 9 account added additional agreement allow allows \
         always another apis argument arguments array associated async based behavior being best \
         between block both break bug bytes calling calls case cases check class compile \
         connection contains content context copy could created defined dependencies details \
         developer directory doesn doesn't edition either enables end environment errors even \
         every feature features field files find fix flag free future generic github given \
         however i ignore implement implementation include including input install integer issue \
         items just key know language let's level lifetime link list look loop macro made many \
         match means memory message methods might models modules named never next non note \
         objects old once open optional options order otherwise over own packages parameter \
         parameters part passed path pattern performance platform please point policy possible \
         program property provide provided provides public rather read references remove requests \
         required result returned running runtime safe scope search second section security \
         server service shows similar single size small software source specific specified \
         standard start state still stream supported syntax system take target team terms tests \
         text those threads through try under update useful users uses valid variables ve \
         versions via we're we've web well were whether while windows within write written",
    ),
    (
        256,
        "100 14 19 21 able above adding address again against ai allowed already apache app \
         application apply appropriate approved arm attribute automatically avoid back below \
         better binary bit body boolean building built byte came can't cannot cause certain \
         certificate certified changed channel characters checks child choose client com commands \
         comments common community conditions config configuration consider contain containing \
         contents control core creates creating currently custom customer date days define \
         defining definition dependency description development directly disable distributed docs \
         done down during element empty enable enabled ensure enum examples existing expected \
         explicitly expression external fail false fields fixed fixes flags folder form format \
         found full functionality fund generated gets give global go good green guaranteed had \
         handle handling hash having heap help holds implementations implemented implements \
         important included includes index indicates inside installed instances internal invalid \
         io isn isn't issues item iterator iterators itself kbd keep keys keyword kind known last \
         later law legal length less lib libraries lifetimes lines links linux local long macros \
         makes making market matches matching maximum messages mode model move much names \
         necessary needs notes nothing notice null often operation operations operator page panic \
         parent particular partner parts party pass passing paths patterns people place pointer \
         pointers post powered pr print privacy private problem product products projects promise \
         pull purpose put range raw reason refer registry related removed report repository \
         require requires response results right rights risk root rules runs say script send sent \
         services setting share shared show shown signature since slice something span specify \
         specifying src stable stack statement status store streams strings structure style \
         supports sure systems table takes targets testing there's third though three times too \
         tool tools top tree true tuple unless unsafe until updated usage variant variants vector \
         very warning who why won won't working works workspace world writing year yet you'll \
         you're zero",
    ),
    (
        128,
        "22 24 32 90 ability absolute accept across action actions active actual actually \
         addition adds advanced affect agent agree algorithm alias allowing alt alternative \
         amount answer anyone anything appear applicable applications applies arbitrary aren \
         aren't around ask assigned asynchronous attempt attempting attributes authentication \
         await basic behind benchmark bits blocks borrow bound bounds box br brackets branch \
         breaking bring browser bugs builds business cache changing character checking choice \
         claim clean clear cli close closed closure closures cloud collection come comes comment \
         commit company compare compatible compilation compiled compiling complete complex \
         concrete condition conduct connections considered constants contact contexts continue \
         contribution convert cookie cookies copyright correct correctly corresponding count \
         counter cover covered cpu customers database day debug defaults defines definitions \
         depending depends derive described design designed detail determine developers did didn \
         didn't difference direct disabled discuss discussed display doc document doing domain \
         drop dropped due earlier early easier easy effect elements else email emit enabling \
         encoded encoding ends engine enough enter entire entry enums equal equivalent events \
         ever everything exactly except exception executable execute execution exist exists exit \
         expect experience explicit export exports express expressions extension extra fails \
         failure far fast faster fastest few final flow follow follows formatting four friendly \
         fully further game general generally generate getting git gives goes going group \
         guarantee guarantees guess guide guidelines hand handles happen happens harbor hard he \
         header high higher hold hook host identifier ignored image immediately implementing \
         import improve improved indicate individual inner installation integration intended \
         interest interface ip iso knows label languages large largest latest lead leading learn \
         least leave left legacy lets licensed life likely limit limited linked listed lists \
         literal load location lock logic looking looks lose lot low machine macos maintainers \
         major manual manually map marketplace mean meaning members metadata minimum modify moved \
         mutable my native needed nested net network nightly nobody none numbers numeric off \
         offer official offset operate operating organization original others outside override \
         owner pages parallel parsing parties past pay payment per perform person places plan \
         points policies pool port position potential pre present prevent previous previously \
         printed printing prints prior problems procedural processes processing produce \
         programming programs properly protocol providing proxy publish published publishing \
         purposes python query questions queue random reading reads ready real receive received \
         recommended regular relative releases relevant replace repositories represent \
         representing represents requirements resolve resource resources responsible rest \
         returning review safety secret sections secure seen sending separate sequence session \
         sets settings several shall shell short side sign signal signed significant simple \
         simply site situations skip slices smart solution sometimes space spawned special \
         specifically specifies speed sponsored stability started starting starts statements \
         states static std step steps stop stored subject summary sustainable symbols talk task \
         tasks teams tell tells term terminal tested that's therefore they're thing things think \
         throw thrown thus title tls today together token toml track trade trying turn typically \
         understand unicode unique unit united updates upon url urls usually utf various vectors \
         wait warnings ways website whatever whole whose word words worker workspaces writes \
         years you've zone",
    ),
    (
        64,
        "23 25 26 27 29 31 40 50 60 64 abstract abstraction acceptable accepted accepts accessed \
         accessible accessing according accounts act activity additionally addresses advantage \
         affected algorithms aliases allocated allocation allocator almost along although among \
         analysis analytics annotated anymore anywhere appears applied approach approval arising \
         arithmetic arms arrays ascii assertion assign assignment atomic attempts authority \
         authorized automated automatic aware away badge bank base basis become becomes begin \
         beginning believe benchmarks benefits beta beyond big binaries bind binding bindings \
         blocking blog bot branches breach brought bucket buffers buy caption capture card care \
         catch caused causes center ch chain channels chat checked checker chosen ci \
         circumstances claims cleanup click clone closes codes coercion collaborators collect \
         collected collections color combine commits commonly compared comparing comparison \
         compatibility compiles completed completely completion compliance comply component \
         components computer concept concise concurrent conditional configure connect connected \
         consent consistent console constant construct contained contract contribute contributing \
         contributions contributors controls convenient convention converted copied copies \
         copying cost costs course coverage covers creation credentials cross crypto ctrl cutting \
         cycle damages debugging decide declaration declare declared deep delete delivery depend \
         deref derived describe describes destination detailed detect detection dev device \
         dictionary differences differently difficult disclosure discussion disk distribution \
         documented double download draft driven duplicate duration dynamic dynamically easily \
         ecosystem edge edit editions efficient em emits encode encryption enforce enforcement \
         ensures enterprise entirely entries environments equality especially eu evaluate \
         everyone exact exceptions exclusive executed explain explanation exported exposed \
         extensions extract fact failed failing family feedback feel fees filename finally fine \
         finish finished five floating followed force fork forms forward foundation frame front \
         garbage generates generating generation generics glob got government grant granted great \
         greater grow growth guard handled headers height held hello helpful helps here's history \
         home hooks hosting hour hours href html human idea identifiers identify identity \
         ignoring ii impact implicit impossible improvements inc incorrect independent indexing \
         indicating initial inline inputs installing instructions integers integrates integrity \
         intentionally interact interior internally introduce introduced involved iterating \
         iteration javascript job join json keeping keeps kept keywords kinds labels larger \
         leader learning liability licenses limitation limitations limits lints literals little \
         live located log loops loss lost lower mail maintain maintaining manage management \
         manager manner maps mark markdown marked marks material materials matter me meant \
         mechanism meet member mentioned merge mind minutes missing mock modern modified month \
         months moves moving mutability naming natural nature negative neither newer newly nor \
         normal notices npm obligations occur occurs offers office older ones online opened \
         operators opt optionally oriented os outer overall overflow owned owners ownership \
         packaging paid pair pairs panics paper parse parser partners passes password patch \
         payments pending percent performed period permission permissions permitted personal \
         phone pick pieces platforms plus pointing positive possibility potentially power \
         practice practices prefer prefix prevents price primary primitive priority probably \
         produced produces production profile profits progress promote protect protection \
         provider publicly push quality question quickly quite race ranges reach readable reader \
         really reasonable reasons receiver receives receiving records recursive reduce refers \
         regarding regardless registered rejected relationship released reliable rely remain \
         remaining remember remote removal removing renamed replaced repo reported reporting \
         reports representation represented requested resolved respect respectively respond \
         responsibility restrictions resulting reuse robust rule said satisfy save saw says \
         scalar screen seamless searching seconds self sell semantics sends sense sensitive \
         separated servers sharing she signatures similarly situation six sized sleep slow \
         smaller someone sort sources spaces split sponsors staff stock stops storage stores \
         storing strategy strong structures submit submitted success successful successfully \
         suite sup supplied supporting svg switch symbol sync synchronous tables tag taken taking \
         tcp technical temporary ten terminate thanks throughout tokens tooling total trace \
         tracking trademark trading trailing transfer treat treated tried trust trusted tuples \
         twice undefined underlying union unknown unlike unlock unsigned unused updating upgrade \
         username validation variety verify view violation visual vulnerabilities vulnerability \
         waiting wanted warn warranties warranty week whenever width workflow wrap wrapper \
         wrapping wrong wrote yaml yes you'd",
    ),
];
