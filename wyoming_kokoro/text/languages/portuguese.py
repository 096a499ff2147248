"""Brazilian Portuguese."""

from .profile import Profile

_CONJUNCTIONS = """
    e ou mas porque que quando onde se embora enquanto como porém pois para
"""
_COMMON = """
    o a os as de do da dos das em no na nos nas um uma e é que não se para por com como mais mas
    ao à aos às pelo pela seu sua eu você vocês ele ela nós eles elas isso este esta está estão
    são foi ser ter há muito bem hoje amanhã bom dia olá obrigado obrigada sim também ou quando
    onde porque já tem casa luz acesa meu minha luzes porta janela janelas cozinha sala quarto
    banheiro acenda apague abra feche aumente abaixe coloque mensagem mensagens máquina lavar
    terminou temperatura graus minutos horas hora tarde noite boa favor aberta aberto fechada
    fechado pronto pronta apagada ninguém novo novos nova novas duas dois três tempo chuva chove
    chover vai homem mulher homens mulheres sempre quem nunca dinheiro pode posso podem podemos só
    vida pessoas pessoa nada melhor pior mundo sem mesmo mesma coisas coisa tudo todo todos toda
    todas faz fazem fazer faço feito sabe saber sei sabem menos vez vezes depois antes apenas
    outro outra outros outras existe até deve devem devemos trabalho quer quero querem querer
    queria gente amor grande grandes entre quanto quantos quantas aquele aquela aquilo lhe cada
    maior sobre qualquer anos ano nossa nosso nossos nossas seus suas teu tua verdade ver vê vejo
    alguém alguma algum alguns preciso precisa precisamos fácil difícil lugar medo tão pra pro num
    numa maneira pouco pouca muita muitas muitos ainda enquanto então dizer disse diz falar fala
    estava estavam estar estou estamos têm tenho temos tinha tinham lá aqui ali dá dar primeiro
    primeira ficar fica pergunta nenhum nenhuma fosse seja sejam será serão fora dentro país amigo
    amigos velho agora ontem frente atrás cima baixo lado última último mãe pai irmão irmã filho
    filha filhos avó avô vem venha vou vamos indo ir irá chega chegou chegar parece dias semana
    mês segunda terça quarta quinta sexta sábado domingo feira manhã meia música lista lembre
    lembrete reunião carro chave chaves água leite pão jantar almoço cidade escola trem ônibus
    família menino menina senhor senhora comigo contigo conosco qual quais dele dela deles delas
    nele nela neles dessa desse disso deste desta disto nesse nessa nisso neste nesta daqui dali
    daquele seria poderia gostaria gosto gosta adoro acho acha quatro cinco sete oito nove dez
    frio calor quente sol vento chuvoso nublado jardim garagem ventilador aquecimento bateria
    pacote entregador chegaram começa acabou acaba falta faltam esquerda direita perto longe alto
    toque ligue desligue adicione toca liga desliga custa fim cachorro gato rua minhas meus eram
    eras foram houve semanas algumas problema problemas feliz aniversário parabéns volume bolsa
    fechou
"""

LANGUAGE = Profile(
    tag="pt-BR",
    letter="p",
    name="Brazilian Portuguese",
    espeak="pt-br",
    codes=(
        "pt",
        "por",
    ),
    conjunctions=frozenset(_CONJUNCTIONS.split()),
    common=frozenset(_COMMON.split()),
    letters="éúãõçâêôáàíó",
    endings=(
        "amos",
        "ável",
        "ência",
        "ário",
        "ou",
        "ção",
        "ções",
        "mente",
        "dade",
        "inho",
        "ando",
        "ado",
        "ada",
        "ido",
        "ida",
        "agem",
        "ões",
    ),
)
