// See function_words.hpp. A language gets a row of its own when there are texts to measure its answers by;
// what its relatives write instead of its words belongs into the last rows.
#include "indexer/enrich/function_words.hpp"

#include <array>

namespace dateline {

namespace {

constexpr auto table = std::to_array<FunctionWords>({
    {"en", 25,
     "the of and to in is that for it as was with be by on not he his but at are this have from or had an "
     "they which one you were all her she there would their we him been has when who will no more if out so "
     "up said what its about than into them can only other time new some could these two may first then do "
     "any like my now over such our me even most after also did many off before must through years where "
     "your should because each just those how too state very make still own see men work long here between "
     "both under never day same another know while last might us since against right am go come care war man "
     "per due met non don plus dont ten son"},
    {"de", 25,
     "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus "
     "er hat dass daß sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder "
     "aber vor zur bis mehr durch man sein wurde sei hatte kann gegen vom können schon wenn habe seine ihre "
     "dann unter wir soll ich eines jahr zwei diese dieser wieder keine uhr will immer was sagte gibt alle "
     "seit muss doch jetzt waren drei beim ihr seiner ohne damit hier worden nun ab da zwischen"},
    {"fr", 25,
     "de la le et les des en un du une que est pour qui dans par plus pas au sur ne se ce il sont qu avec on "
     "son sa aux ou comme mais nous vous leur été cette ses être elle ont même fait si ces tout entre deux "
     "aussi je peut bien sans encore où très lui dont ils sous après autres tous avait était depuis leurs "
     "non quand donc contre notre votre avant à ci dès nos ab"},
    {"es", 25,
     "de la que el en los se del las un por con no una su para es al lo como más pero sus le ha me si sin "
     "sobre este ya entre cuando todo esta ser son dos fue había era muy años hasta desde está mi porque qué "
     "sólo han yo hay vez puede todos así nos ni parte tiene él uno donde bien tiempo mismo ese ahora cada "
     "vida otro te otros aunque esa eso hace otra tan durante siempre día tanto ella tres sí dijo sido país "
     "según menos antes contra solo será estas toda ex gobierno también"},
    {"it", 25,
     "di il la che in un per è una non del sono con si da le della dei ha al nel più come alla lo anche gli "
     "ma se dal nella delle su ai dalla ci questo stato hanno essere suo sul sua loro tra poi quando molto "
     "ora due cui prima anni fatto ed degli così dopo ancora sulla tutti uno può quello solo dell all nell "
     "dall sull era fra questa io mi fino ad perché senza nelle nei agli alle"},
    {"pt", 25,
     "de que do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu "
     "sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo "
     "aos ter seus quem nas me esse eles estão você tinha foram essa num nem suas meu às minha têm numa "
     "pelos havia seja qual será nós lhe deles essas esses pelas este dele são disse ainda anos sobre disso"},
    {"ar", 10,
     "في من على إلى أن عن هذا هذه مع كان ما لا بين كما قد أو هو هي ذلك كل بعد قبل إن لم حيث عند أي غير وفي "
     "ومن قال وأن به بها له لها منذ حتى لكن ثم فيه عدد يوم عام تم يتم أنه وهو وهي الى ان او لدى نحو ضد دون "
     "تلك و هم يا ها حق دا التي الذي كانت أكثر خلال وقال فيها أنها وذلك هناك عليه منها إليه يكون ليس سوف بن "
     "عبر أمس أما إلا أيضا وكان وما ولا بما مما لكل وكل منه إنه بأن لأن أمام يمكن وقد فقد نحن أنا هنا وعن "
     "وعلى كيف إذا إنها فإن وإن وأنه قام حول أول ثلاث رغم سواء مثل بعض ليست مرة"},
    // Relatives of English: Scots, Frisian, creoles.
    {"", 0,
     "tae frae wis wi wir fur aw fae hae thair thae whan whaur ither mair nae nane hes shuld ony bi de fan "
     "en yn dy op troch oan foar wurdt binne hy it long blong bilong bai em na dem fi dat im sey fo we una "
     "dey go don wetin"},
    // Of German: Dutch, Afrikaans, Luxembourgish, Low and Swiss German, the Scandinavian languages.
    {"", 0,
     "de het een en van te op zijn met voor niet aan ook als bij uit naar om dat dit deze wordt worden heeft "
     "tot over maar of die in is ne nie vir sy hulle wat ons by moet deur nog déi ass vun mat hunn fir eng "
     "och dem si huet sech zu säi sinn gëtt bei iwwer duerch un nich mit för bi wi to ok sünd hett dör se he "
     "isch vo dr au uf nöd ned es wo mer händ chan git oder vum im am og at det er på til som av att är ett "
     "har med den du jeg ikke inte"},
    // Of French: Occitan, Catalan, Walloon, Franco-Provençal, Haitian and other creoles, Breton, Latin.
    {"", 0,
     "dels als amb per dins lo lou dau que qu es son los las una un cal çò pas aquel aquela pel li nin di ki "
     "al els po avou est et dès ou nan yo pou gen sou ak nou pa se te ap moun tout bann ek zot dan tou enn "
     "ar ur an ha da hag in ad ex cum non aut sunt quod ab"},
    // Of Spanish and Portuguese: Galician, Asturian, Aragonese, Catalan, Ladino, Papiamento, Chavacano,
    // Mirandese.
    {"", 0,
     "tota tot té drets dret sense seua seva aquest aquesta ser els amb unha dos das os as ao aos ás co coa "
     "cos polo pola nun nunha ou é non máis seu súa toda teñen ten ós do da na no un ye la el los les pa col "
     "cola del nel nes polos otru toles toa tol ta en con cal és dels per de las kon su para ke es di ku tin "
     "nan riba sin maga si ya ele tene ls cun todo sou sous outro"},
    // Of Italian: Corsican, Sicilian, Neapolitan, Lombard, Venetian, Sardinian, Friulian, Romansh, Romanian,
    // Interlingua, Esperanto.
    {"", 0,
     "tote omne sed necuno debe pote esser esseva di in cù hè un da una per sò ch issu ogni à ùn si lu li dî "
     "ca cu pi nta è nun ntô dû nu na pe dint so chillo el ghe de co on le la se cont al sos sas su sa cun "
     "est non chi is ant pro po tot lis dal une par ils las il dad en ed che ina ni tut și în este sau ale "
     "să are din care pentru ai lui fi et que es del con cata kaj ne rajton estas por aŭ ĉiu lia sia pri"},
    // Of Arabic: Persian, Urdu, Pashto, Sindhi, Uyghur, Kurdish, Kashmiri, Malay in Arabic letters.
    {"", 0,
     "از در که به این با را است آن می یک تا هر بر هم شد خود ها های و یا کے کی ہے میں اور سے کو کا پر نے ہیں "
     "یہ کہ ہر جو د په چې او له سره دی کې ته دا يا نه حق لري وي ۾ جي کي ۽ آهي کان لە بە کە بۆ ئەو ۋە بىر ھەر "
     "بۇ دان يڠ دڠن اين"},
});

}  // namespace

std::span<const FunctionWords> function_word_table() {
  return table;
}

}  // namespace dateline
