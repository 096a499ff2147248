"""Spanish."""

from .profile import Profile

_CONJUNCTIONS = """
    y e o u pero porque que cuando donde si aunque mientras como sino pues quien para
"""
_COMMON = """
    el la de que y a en un ser se no haber por con su para como estar tener le lo los las del al
    una es son está están muy más pero sus hay este esta eso ese yo tú él ella nosotros me te nos
    qué cómo cuándo dónde sí también o si porque cuando sin sobre hoy mañana buenos buenas días
    noches hola gracias casa luz fue era ha he hace todo ya luces puerta ventana ventanas cocina
    salón dormitorio baño enciende apaga abre cierra sube baja pon tienes tiene dos tres mensaje
    mensajes lavadora temperatura grados minutos horas tarde noche favor abierta abierto cerrada
    cerrado terminado listo encendida apagada nadie nuevo nuevos nueva nuevas tiempo lluvia llueve
    lloverá quien vida bien mal nunca nada siempre mi tu ni todos todas cada mejor peor sino mucho
    mucha muchos muchas sólo solo uno unos unas mundo mismo misma poco poca pocos algo alguien
    alguna algún algunos algunas donde verdad hacer dinero quiere quieres quiero buena bueno hasta
    desde sabe saber sabes menos vez veces otro otra otros otras vivir antes después gente trabajo
    tanto aunque años año tengo tenemos tienen ver cualquier poder puede puedes puedo pueden
    podemos dice decir dijo hecho amigo amigos amiga han hemos nuestra nuestro nuestros nuestras
    personas persona hacen haces hago tierra manera ti dar será serán jamás existe viene vienes
    hablar habla somos soy eres pronto ahora niño niña niños parece mujer mujeres hombre hombres
    así llegar llega llegó ningún ninguna ninguno grande grandes hijo hija hijos demasiado posible
    pasado primero primera mientras difícil fácil sido les entonces lugar creo cree deja aquí allí
    allá estoy estás estamos estaba estaban hacia durante entre dentro fuera quién cuál cuánto
    cuánta cuántos cuántas tus mis va vas voy vamos ir hizo dime llama recuérdame añade quita
    calle coche llave llaves perro gato comida cena desayuno semana semanas lunes martes miércoles
    jueves viernes sábado domingo agua leche lado padre madre hermano hermana abuela abuelo aún
    todavía casi además según usted ustedes necesito necesita gusta encanta haga pongas música
    lista recordatorio temporizador reunión tren autobús llueva hacía había cuatro cinco siete
    ocho nueve diez ciudad país pueblo cabeza ojos mano noticias película trabajar comer beber
    dormir fuerte alto bajo claro oscuro frío calor demás tal aquel aquella esos esas ello lejos
    cerca detrás delante debajo encima mediodía medianoche debe deben deber hubo sería podría
    tendría quería empieza termina sale llegan falta faltan queda quedan pedido paquete ventilador
    aire calefacción batería sótano jardín garaje vuestro vuestra os mañanas problema problemas
    feliz encuentro busca duele bolsa
"""

LANGUAGE = Profile(
    tag="es",
    letter="e",
    name="Spanish",
    espeak="es",
    codes=(
        "es",
        "spa",
    ),
    conjunctions=frozenset(_CONJUNCTIONS.split()),
    common=frozenset(_COMMON.split()),
    letters="éñ¿¡áíóúü",
    endings=(
        "encia",
        "ieron",
        "aron",
        "emos",
        "amos",
        "ción",
        "dad",
        "mente",
        "iendo",
        "ado",
        "ada",
        "ido",
        "ida",
    ),
)
