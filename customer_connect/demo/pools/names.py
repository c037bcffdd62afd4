"""Names as California hears them, by the communities they come from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Folk:
    """Names of one community. `weight` is its share in a thousand people, `spanish` the share who prefer Spanish."""

    weight: int
    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[str, ...]
    has_two_surnames: bool = False
    spanish: float = 0.0


def _list(text: str) -> tuple[str, ...]:
    return tuple(name.replace("_", " ") for name in text.split())


_ENGLISH_SURNAMES = _list(
    "Anderson Baker Bennett Brooks Callahan Carter Coleman Cooper Davis Edwards Ellis Fisher Foster Garrett Graham "
    "Griffin Hamilton Harris Hayes Henderson Holloway Howard Hughes Jackson Jenkins Johnson Kowalski Lawson Marshall "
    "McAllister Mitchell Morgan Murphy Nelson O'Connor O'Neill Parker Patterson Peterson Porter Reed Reynolds Robinson "
    "Schaefer Simmons Sullivan Taylor Thompson Turner VanDyke Walker Washington Whitfield Williams Wright Young"
)

FOLKS = (
    Folk(
        430,
        _list(
            "Alejandra Ana_María Araceli Beatriz Blanca Carolina Claudia Daniela Dolores Elena Esmeralda Esperanza "
            "Fernanda Gabriela Graciela Guadalupe Iris Isabel Jimena Karina Leticia Lorena Lucía Luz_María Maribel "
            "María_Elena Marisol Mónica Norma Patricia Paola Reyna Rocío Rosa Sandra Silvia Sofía Teresa Verónica Yesenia"
        ),
        _list(
            "Adrián Alberto Alejandro Andrés Ángel Antonio Armando Arturo César Daniel Edgar Eduardo Emilio Enrique "
            "Ernesto Felipe Fernando Francisco Gerardo Gilberto Gustavo Héctor Hugo Ignacio Iván Jaime Javier Jesús Joaquín "
            "Jorge José_Luis Juan_Carlos Julio Luis Manuel Marco_Antonio Martín Mauricio Miguel Óscar Rafael Raúl Ricardo "
            "Roberto Rubén Salvador Santiago Sergio Víctor"
        ),
        _list(
            "Acosta Aguilar Alvarado Arroyo Ávila Barajas Becerra Bravo Cabrera Calderón Camacho Campos Cárdenas Castañeda "
            "Castillo Cervantes Chávez Cisneros Contreras Cortez De_la_Cruz De_la_Torre Delgado Díaz Domínguez Escobedo "
            "Espinoza Estrada Figueroa Fuentes Gallegos García Gómez González Guerrero Gutiérrez Hernández Herrera Ibarra "
            "Jiménez Juárez León López Luna Magaña Marín Márquez Martínez Medina Mejía Mendoza Montaño Morales Muñoz Navarro "
            "Núñez Ochoa Ortega Pacheco Peña Peralta Pérez Quiñones Ramírez Ramos Reyes Ríos Robles Rodríguez Rojas Romero "
            "Rosales Ruiz Salazar Sánchez Sandoval Santana Serrano Solís Soto Suárez Torres Trujillo Valdez Vargas Vega "
            "Velázquez Villalobos Villanueva Yáñez Zamora Zúñiga"
        ),
        has_two_surnames=True,
        spanish=0.45,
    ),
    Folk(
        300,
        _list(
            "Abigail Alison Amanda Amber Amy Ashley Brianna Brittany Brooke Caitlin Candace Cassandra Christina Courtney "
            "Crystal Danielle Dawn Emily Erin Heather Holly Jamie Jennifer Jessica Katherine Kayla Kelsey Kristen Laura Lindsey "
            "Megan Melissa Mary-Kate Michelle Natalie Nicole Paige Rachel Rebecca Samantha Sarah Shannon Stephanie Tiffany "
            "Vanessa Victoria"
        ),
        _list(
            "Aaron Adam Andrew Anthony Benjamin Blake Bradley Brandon Brian Christopher Cody Connor Corey Craig Curtis Derek "
            "Dustin Dylan Eric Ethan Gary Gregory Ian Jacob James Jason Jeremy Joel John Jonathan Joshua Justin Keith Kevin "
            "Kyle Logan Matthew Michael Nathan Nicholas Patrick Paul Richard Robert Ryan Scott Sean Shane Stephen Steven "
            "Thomas Timothy Travis Tyler William Zachary"
        ),
        _ENGLISH_SURNAMES,
    ),
    Folk(
        90,
        _list(
            "Aaliyah Alicia Ayanna Bianca Charlene Chanel Dominique Ebony Erica Imani Jasmine Kiara Keisha Latasha LaToya "
            "Monique Nia Raven Renee Shanice Tamika Tanisha Tiana Yolanda"
        ),
        _list(
            "Andre Antoine Calvin Cedric Darius Darnell Darryl DeAndre Demetrius Desmond Isaiah Jamal Jerome Kendrick Lamar "
            "Malik Marcus Marquis Maurice Otis Reginald Terrance Trevon Tyrone"
        ),
        _ENGLISH_SURNAMES,
    ),
    Folk(
        45,
        _list(
            "Bích_Ngọc Diem Hạnh Hồng Huong Kim Lan Linh Loan Mai Minh_Thu My Nga Ngoc Nhung Phuong Quyen Thảo Thuy Trang Tuyet Uyen"
        ),
        _list(
            "An Anh Bao Bình Cuong Dũng Duy Hai Hieu Hoang Huy Khanh Khoa Long Minh Nam Phong Phuc Quang Son Tai Thành Tien Tuấn Viet"
        ),
        _list(
            "Bui Dang Đinh Do Duong Ho Huynh Lam Le Ly Mai Ngo Nguyen Nguyễn Pham Phan Ta Tran Trần Trinh Truong Vo Vu"
        ),
    ),
    Folk(
        45,
        _list(
            "Amy Annie Chen Cindy Fang Grace Hui Jia Jing Lily Ling Mei Min Na Qian Shu-Fen Ting Vivian Wei Wen Xiaoyan Xin Yan Ying Yuk"
        ),
        _list(
            "Bin Bo Chao Cheng Chi-Ming David Feng Gang Hao Henry Hong Jian Jun Kai Kevin Lei Liang Ming Peng Tao Tony Wai Wei Xiang Yi"
        ),
        _list(
            "Chan Chang Chen Cheng Cheung Chow Fong Gao Guo He Ho Huang Kwan Lam Lau Lee Li Liang Lin Liu Lo Ma Ng Tam Wang Wong Wu Xu Yang Yee Zhang Zhao"
        ),
    ),
    Folk(
        30,
        _list(
            "Ani Anahit Arpine Astghik Gayane Hasmik Hripsime Karine Lilit Lusine Mariam Nare Naira Nune Ruzanna Satenik Shushan Siranush Sona Tatevik Zaruhi"
        ),
        _list(
            "Aram Ararat Armen Arsen Artur Ashot Davit Gagik Garegin Gevorg Grigor Hakob Haik Hovhannes Karen Levon Mher Narek Razmik Sarkis Tigran Vahan Vartan Vigen"
        ),
        _list(
            "Abrahamian Avetisyan Baghdasaryan Darbinyan Der-Boghossian Gasparyan Ghazarian Grigoryan Hakobyan Harutyunyan Hovsepian Karapetyan Keshishian Khachatryan Manukyan Mkrtchyan Petrosyan Sargsyan Ter-Petrosyan Vardanyan"
        ),
    ),
    Folk(
        30,
        _list(
            "Bao Chee Der Gao_Nou Houa Kao Kia Ka_Ying Mai_Chue Mai_Yang Mee Nou Pa_Houa Pa_Nhia Pang Sheng Xia Yer Ying Youa Zoua"
        ),
        _list(
            "Bee Cha Chao Cheng Chou Fue Ger Hue Kong Koua Long Lue Nhia Pao Pheng Tou Toua Tru Vang Xeng Xiong Yee Za"
        ),
        _list("Cha Chang Cheng Fang Hang Her Kue Lee Lo Lor Moua Thao Vang Vue Xiong Yang"),
    ),
    Folk(
        30,
        _list(
            "Aira Analyn Cherry Divina Ellen Fely Girlie Imelda Jocelyn Liezl Lourdes Luzviminda Maricel Marites Nenita Rowena Rosario Teresita"
        ),
        _list(
            "Alvin Arnel Benjie Christian Dante Edwin Ferdinand Jayson Jericho Jun Kristoffer Mark_Anthony Noel Rodel Rolando Romeo Ronaldo Virgilio"
        ),
        _list(
            "Aquino Bautista Buenaventura Cabanilla Castro Dela_Cruz De_Guzman Dimaculangan Evangelista Laxamana Macapagal Manalo Mendoza Pangilinan Reyes Salonga Santos Tolentino Villanueva"
        ),
    ),
)

# Names of children born to families of any community.
GIRLS = _list(
    "Abigail Alexa Amelia Aria Aurora Ava Camila Chloe Eliana Ella Emily Emma Evelyn Genesis Gianna Grace Hazel Isabella Itzel "
    "Jade Leilani Luna Mia Naomi Natalia Nevaeh Olivia Penelope Riley Ruby Samantha Scarlett Sofía Stella Valentina Violet Ximena Zoe"
)
BOYS = _list(
    "Aiden Alexander Andrew Ángel Anthony Benjamin Carter Daniel David Diego Dominic Elijah Ethan Ezekiel Gabriel Grayson Isaac "
    "Jacob James Jayden José Julian Kai Leo Levi Liam Lucas Mateo Matthew Maverick Michael Miles Noah Oliver Santiago Sebastián Xavier"
)

STREETS = _list(
    "Alder_Creek Almond_Orchard Bluebird Canyon_Oak Cedar_Hollow Copper_Kettle Cottontail Dry_Creek Eucalyptus_Grove Fig_Tree "
    "Golden_Poppy Granite_Ridge Harvest_Moon Heron_Landing Indian_Clover Jacaranda Juniper_Flat Kingfisher Lantern Lemon_Blossom "
    "Manzanita Mariposa_Lily Meadowlark Millstone Mustard_Field Old_Packing_House Orange_Crate Painted_Lady Pepper_Tree Quail_Hollow "
    "Raisin_Barn Redwood_Shade Salt_Marsh Sierra_Vista_View Silver_Lupine Starthistle Sugar_Pine Tumbleweed Valley_Quail Walnut_Shade "
    "Wild_Rye Windmill Yarrow Zinfandel"
)
STREET_KINDS = ("St", "Ave", "Dr", "Way", "Ln", "Ct", "Rd", "Blvd")

EMPLOYERS = (
    "Almanor Timber Products", "Bayline Transit Services", "Blue Heron Care Home", "Buena Tierra Produce", "Cascade Tire and Brake",
    "Central Coast Roofing", "Comet Janitorial", "Delta Cannery", "El Rancho Market", "Foothill Convalescent Hospital",
    "Golden Gate Linen Supply", "Harbor Freight Handlers", "High Desert Solar Installers", "Inland Valley Warehousing",
    "Kern River Drilling", "La Paloma Bakery", "Lakeside Unified School District", "Mission Concrete", "North Valley Almonds",
    "Oceano Farms", "Pacific Crest Security", "Redwood Building Supply", "Río Vista Restaurants", "San Benito Landscaping",
    "Sierra Ambulance", "Sunrise Dairy", "Tri-County Plumbing", "Tulare Lake Trucking", "Vista del Mar Hotels", "Yosemite Gateway Motors",
)  # fmt: skip
