// Function words by language: articles, pronouns, prepositions, conjunctions, auxiliaries. No word that could
// be what an article is about. Tabular: exempt from the limits on size.
#include "searcher/rank/stop_word_lists.hpp"

#include <array>

namespace dateline {

namespace {

// clang-format off
constexpr std::array stop_lists = std::to_array<StopWordList>({
    {"ar", "في من إلى على عن مع هذا هذه ذلك تلك التي الذي الذين ما لا لم لن ان أن إن كان كانت يكون هو هي هم و أو او ثم كما قد كل بين بعد قبل حيث عند غير حتى إذا اذا لكن هل كيف متى أين لماذا ماذا أي اي"},
    {"ca", "el la els les un una uns unes de del dels d l a al als en amb per i o que què és són ser era ha han més no es se si com on quan qui quin quina aquest aquesta pel pels sobre entre fins des hi ho li seu seva molt"},
    {"cs", "a i o u k ke s se v ve z ze na do od po pro při před za nad pod mezi je jsou být byl byla bylo byli bude budou by jsem jsme že který která které kteří co jak kde kdy kdo proč ale nebo ani ne si to ten ta ty tento tato toto jeho její jejich jako až také už jen aby když podle o"},
    {"da", "og i at det den de en et er var for på af til med som om der har have havde kan skal vil ikke men fra hvad hvem hvor hvornår hvordan hvorfor eller sig han hun vi jeg du blev bliver ved over under efter så også mellem dette denne disse"},
    {"de", "der die das den dem des ein eine einer eines einem einen und oder aber in im an am auf aus bei beim mit nach seit von vom zu zum zur über unter für durch gegen ohne um ist sind war waren wird werden wurde wurden hat haben hatte sein ich du er sie es wir ihr sich nicht auch als wie was wer wo wann warum welche welcher welches dass daß wenn ob so noch nur kann können soll sollen muss müssen ihre seine diese dieser dieses es gibt zwischen"},
    {"el", "ο η το οι τα του της των τον την τους τις ένας μια ένα και ή να δεν μη θα που πως πώς ότι αν σε στο στη στην στον στους στις στα από με για προς κατά μετά είναι ήταν έχει έχουν τι ποιος ποια ποιο πού πότε γιατί αλλά όπως αυτό αυτή αυτός αυτά μας σας"},
    {"en", "a an the and or but if of at by for with about against between into through during before after above below to from up down in out on off over under again then once here there when where why how all any both each few more most other some such no nor not only own same so than too very can will just should now i me my we our you your he him his she her it its they them their what which who whom this that these those am is are was were be been being have has had having do does did doing would could might must shall as because until while upon also per via s t"},
    {"es", "el la los las un una unos unas de del a al en con por para sin sobre entre hasta desde y e o u que qué se es son era fue ser está están ha han hay no lo le les su sus como cómo cuando cuándo donde dónde quién cuál más pero si sí este esta estos estas ese esa eso esto muy ya también"},
    {"fi", "ja on ei se että oli olla ovat olivat ole mutta tai kun kuin jos niin myös joka jotka mikä mitä miten missä milloin miksi kuka hän he me te minä sinä ne nämä tämä tuo sen sitä siitä mukaan jo vain vielä kanssa sekä"},
    {"fr", "le la les l un une des du de d à au aux en dans par pour avec sans sous sur entre vers chez et ou mais donc ni car que qu qui quoi dont où quand comment pourquoi quel quelle quels quelles ce cet cette ces se s il elle ils elles on nous vous je tu me te ne n pas plus est sont était être été a ont avait avoir son sa ses leur leurs y c j m t comme si très aussi"},
    {"hu", "a az egy és vagy de hogy nem is van vannak volt voltak lesz meg már csak még ez azok ezek aki ami amely mi ki hol mikor hogyan miért mint ha el ki be le fel majd pedig után alatt között szerint által való"},
    {"id", "yang dan di ke dari untuk pada dengan dalam adalah ini itu atau oleh sebagai tidak akan juga karena telah ada bisa apa siapa bagaimana kapan mengapa mana para antara"},
    {"it", "il lo la i gli le l un uno una di del dello della dei degli delle a al allo alla ai agli alle da dal dallo dalla dai dagli dalle in nel nello nella nei negli nelle con su sul sulla sui sulle per tra fra e ed o od ma che chi cui non si è sono era erano essere stato ha hanno come dove quando perché quale quali questo questa questi queste quello quella suo sua suoi più anche se ne ci"},
    {"nl", "de het een en of maar van in op te aan met voor bij uit naar om door over tot tegen is zijn was waren wordt worden werd heeft hebben had dat die dit deze er niet ook als dan wie wat waar wanneer hoe waarom welke zich hij zij ze we wij ik je hun haar nog al zo kan kunnen tussen"},
    {"no", "og i å at det den de en et ei er var for på av til med som om der har hadde kan skal vil ikke men fra hva hvem hvor når hvordan hvorfor eller seg han hun vi jeg du ble blir ved over under etter så også mellom dette denne disse"},
    {"pl", "i a o u w we z ze na do od po dla przy przed za nad pod między się nie jest są być był była było byli będzie to ten ta te tego tej tym który która które którzy co jak gdzie kiedy kto dlaczego ale lub albo oraz że czy jego jej ich jako już tylko aby gdy przez według"},
    {"pt", "o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela pelos pelas para com sem sobre entre até desde e ou mas que quem qual quais se é são era foi ser está estão tem têm há não ao aos à às lhe seu sua seus suas como quando onde mais muito também este esta esse essa isso isto já"},
    {"ro", "și în la de pe cu din pentru prin sub peste între după până este sunt era fost fi a al ai ale o un unei unui că care ce cine unde când cum sau dar nu se mai iar lui lor ei său sa acest această acestea de"},
    {"ru", "и в во на с со к ко у о об от до по за из под над при про для без через между не ни но а или что чтобы как так где когда кто какой какая какие который которая которое которые это этот эта эти тот та те его её их он она оно они мы вы я ты был была было были быть есть будет будут бы же ли уже ещё только также если после перед почему"},
    {"sv", "och i att det den de en ett är var för på av till med som om där har hade kan ska skall vill inte men från vad vem var när hur varför eller sig han hon vi jag du blev blir vid över under efter så också mellan detta denna dessa"},
    {"tr", "ve bir bu şu o da de ile için gibi kadar daha çok en ne mi mı mu mü ki ama veya ya olan olarak oldu olduğu var yok ise hem her kim nerede nasıl neden niçin hangi sonra önce göre"},
    {"uk", "і й та в у на з із зі до від по за під над при про для без через між не ні але а або що щоб як так де коли хто який яка яке які це цей ця ці той та ті його її їх він вона воно вони ми ви я ти був була було були бути є буде будуть б же чи вже ще тільки також якщо після перед чому"},
    {"vi", "và của là có trong cho với các những một được không này đó để từ về ở đã sẽ thì mà như khi ra vào ai gì đâu nào sao"},
});

constexpr std::array question_lists = std::to_array<StopWordList>({
    {"de", "finde finden suche gesucht informationen information artikel bericht berichte dokumente welche interessiert beschreibe beschreiben"},
    {"en", "find finding interested interest information article articles document documents report reports paper papers discuss discusses discussed discussing describe describes described describing concerning regarding relevant give given gives provide provides know known want look looking search tell anything something available deal dealing deals contain contains identify include includes including"},
    {"es", "buscar busco encontrar información artículos artículo documentos documento interesa describir describe"},
    {"fr", "trouver chercher cherche informations information articles article documents document intéresse décrire décrit décrivant"},
    {"it", "trovare cercare cerco informazioni articoli articolo documenti documento interessa descrivere descrive"},
    {"ru", "найти найди ищу информация информацию статьи статья документы документ сведения интересует опишите"},
});
// clang-format on

}  // namespace

std::span<const StopWordList> stop_word_lists() {
  return stop_lists;
}

std::span<const StopWordList> question_word_lists() {
  return question_lists;
}

}  // namespace dateline
